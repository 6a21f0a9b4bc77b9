import { getItem } from '../values/dict.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { isFloat, isInt, numeric } from '../values/numbers.ts'
import { repr, str } from '../values/repr.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Value } from '../values/value.ts'
import { characterOf, floatDigits, integerDigits } from './format-number.ts'

const pattern =
  /%(?:\((?<key>[^)]*)\))?(?<flags>[-#0 +]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d*))?[hlL]?(?<type>[diouxXeEfFgGcrsa%])|%/gs

interface Conversion {
  readonly key: string | undefined
  readonly flags: string
  readonly width: string | undefined
  readonly precision: string | undefined
  readonly type: string | undefined
}

interface Reader {
  readonly argument: Value
  readonly items: readonly Value[]
  taken: number
  keyed: boolean
}

/** Python's `text % argument`. */
export function formatPercent(text: string, argument: Value): string {
  const items = ofKind(argument, 'tuple')?.items ?? [argument]
  const reader: Reader = { argument, items, taken: 0, keyed: false }
  const result = text.replace(pattern, (...match) => convert(reader, match.at(-1)))
  if (!reader.keyed && reader.taken < items.length && !isSubscriptable(argument))
    return raise('TypeError', 'not all arguments converted during string formatting')
  return result
}

// What Python takes for a mapping here, whose rest may stay unused.
function isSubscriptable(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Array.isArray(value) || subscriptable.has(value.kind)
}

const subscriptable: ReadonlySet<string> = new Set(['dict', 'undefined', 'range', 'host'])

function convert(reader: Reader, conversion: Conversion): string {
  const { type, flags } = conversion
  if (type === undefined) return raise('ValueError', 'incomplete format')
  const width = count(reader, conversion.width)
  const precision = count(reader, conversion.precision)
  if (type === '%') return '%'
  const value = take(reader, conversion.key)
  const left = flags.includes('-') || (width ?? 0) < 0
  const { sign, digits } = render(value, { type, flags, precision })
  const missing = Math.abs(width ?? 0) - [...sign, ...digits].length
  if (missing <= 0) return sign + digits
  if (left) return sign + digits + ' '.repeat(missing)
  if (flags.includes('0') && !'srac'.includes(type)) return sign + '0'.repeat(missing) + digits
  return ' '.repeat(missing) + sign + digits
}

function count(reader: Reader, written: string | undefined): number | undefined {
  if (written !== '*') return written === undefined ? undefined : Number(written)
  const value = take(reader, undefined)
  return isInt(value) ? Number(value) : raise('TypeError', '* wants int')
}

function take(reader: Reader, key: string | undefined): Value {
  if (key === undefined) {
    const value = reader.items[reader.taken++]
    return value === undefined ? raise('TypeError', 'not enough arguments for format string') : value
  }
  reader.keyed = true
  const dict = ofKind(reader.argument, 'dict')
  if (dict === undefined) return raise('TypeError', 'format requires a mapping')
  const value = getItem(dict, key)
  return value === undefined ? raise('KeyError', repr(key)) : value
}

interface Rendering {
  readonly type: string
  readonly flags: string
  readonly precision: number | undefined
}

function render(value: Value, { type, flags, precision }: Rendering): { sign: string; digits: string } {
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? str(value) : repr(value)
    return { sign: '', digits: precision === undefined ? text : [...text].slice(0, precision).join('') }
  }
  if (type === 'c') return { sign: '', digits: character(value) }
  const whole = 'diouxX'.includes(type)
  const number = whole ? wholeNumber(value, type) : realNumber(value, type)
  const negative = number < 0 || Object.is(number, -0)
  const size = negative ? -number : number
  const digits = whole
    ? integerDigits(size, type, flags.includes('#')).padStart(precision ?? 0, '0')
    : realDigits(Number(size), { type, flags, precision })
  return { sign: negative ? '-' : positiveSign(flags), digits }
}

function positiveSign(flags: string): string {
  if (flags.includes('+')) return '+'
  return flags.includes(' ') ? ' ' : ''
}

function realDigits(size: number, { type, flags, precision = 6 }: Rendering): string {
  const lower = type.toLowerCase()
  const kind = lower === 'e' || lower === 'f' ? lower : 'g'
  const digits = floatDigits(size, { type: kind, decimals: precision, alternate: flags.includes('#') })
  return type === lower ? digits : digits.toUpperCase()
}

function realNumber(value: Value, type: string): number | bigint {
  return numeric(value) ?? failNumber(value, type, 'a real number')
}

function wholeNumber(value: Value, type: string): number | bigint {
  const number = numeric(value)
  if (number === undefined)
    return failNumber(value, type, 'diu'.includes(type) ? 'a real number' : 'an integer')
  if (!isFloat(value)) return number
  if (!'diu'.includes(type)) return failNumber(value, type, 'an integer')
  if (!Number.isFinite(number)) return raise('OverflowError', 'cannot convert float infinity to integer')
  return BigInt(Math.trunc(Number(number)))
}

function failNumber(value: Value, type: string, required: string): never {
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined && type !== 'x' && type !== 'X' && type !== 'o') return failUndefined(missing)
  return raise('TypeError', `%${type} format: ${required} is required, not ${typeName(value)}`)
}

function character(value: Value): string {
  if (typeof value === 'string' && [...value].length === 1) return value
  if (isInt(value) || typeof value === 'boolean')
    return characterOf(typeof value === 'boolean' ? Number(value) : value)
  return raise('TypeError', '%c requires int or char')
}
