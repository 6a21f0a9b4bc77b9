/** A value of a predicate, a partition or a statistic, exact. NULL is no constant. */
export type Constant =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  /** `unscaled` / 10 ^ `scale`. */
  | { readonly kind: 'decimal'; readonly unscaled: bigint; readonly scale: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'binary'; readonly value: Uint8Array }
  /** Days since 1970-01-01. */
  | { readonly kind: 'date'; readonly days: number }
  /** Microseconds since the epoch: UTC for `timestamp`, wall clock for `timestamp_ntz`. */
  | { readonly kind: 'timestamp'; readonly micros: bigint }

/** Negative, zero or positive; undefined where the order is not known (another kind, NaN). Numbers of any kind compare. */
export function compareConstants(a: Constant, b: Constant): number | undefined {
  if (a.kind === 'string' && b.kind === 'string') return compareText(a.value, b.value)
  if (a.kind === 'date' && b.kind === 'date') return a.days - b.days
  if (a.kind === 'timestamp' && b.kind === 'timestamp') return order(a.micros, b.micros)
  if (a.kind === 'boolean' && b.kind === 'boolean') return Number(a.value) - Number(b.value)
  if (a.kind === 'binary' && b.kind === 'binary') return Buffer.compare(a.value, b.value)
  if (a.kind === 'float' || b.kind === 'float') return compareFloats(floatOf(a), floatOf(b))
  const [x, y] = [exactOf(a), exactOf(b)]
  return x === undefined || y === undefined ? undefined : compareExact(x, y)
}

/** An exact number from its text, with or without an exponent; undefined for text that is none. */
export function parseDecimal(text: string): Constant | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  if (scale >= 0) return { kind: 'decimal', unscaled: digits, scale }
  return { kind: 'decimal', unscaled: digits * 10n ** BigInt(-scale), scale: 0 }
}

interface Exact {
  readonly unscaled: bigint
  readonly scale: number
}

function exactOf(value: Constant): Exact | undefined {
  if (value.kind === 'integer') return { unscaled: value.value, scale: 0 }
  return value.kind === 'decimal' ? value : undefined
}

function compareExact(a: Exact, b: Exact): number {
  const scale = Math.max(a.scale, b.scale)
  return order(a.unscaled * 10n ** BigInt(scale - a.scale), b.unscaled * 10n ** BigInt(scale - b.scale))
}

// Integers that a double holds exactly compare with doubles; other numbers do not, rather than be rounded.
function floatOf(value: Constant): number | undefined {
  if (value.kind === 'float') return value.value
  if (value.kind !== 'integer') return undefined
  const number = Number(value.value)
  return Number.isSafeInteger(number) ? number : undefined
}

function compareFloats(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined || Number.isNaN(a) || Number.isNaN(b)) return undefined
  return a === b ? 0 : a < b ? -1 : 1
}

// By UTF-8 bytes, as the engine does: UTF-16 units order differently.
function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function order(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1
}
