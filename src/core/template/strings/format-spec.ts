import { raise } from '../values/fault.ts'
import { isFloat, numeric } from '../values/numbers.ts'
import { str } from '../values/repr.ts'
import { typeName } from '../values/type-name.ts'
import type { Value } from '../values/value.ts'
import { characterOf, type FloatType, floatDigits, integerDigits, plainFloatDigits } from './format-number.ts'

const pattern =
  /^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[+\- ])?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<group>[,_])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGnosxX%])?$/su

interface Spec {
  readonly fill: string
  readonly align: string | undefined
  readonly sign: string
  readonly alternate: boolean
  readonly width: number
  readonly group: string
  readonly precision: number | undefined
  readonly type: string
}

/** Python's `format(value, spec)`. */
export function formatValue(value: Value, spec: string): string {
  if (spec === '') return str(value)
  const number = numeric(value)
  if (number === undefined && typeof value !== 'string')
    return raise('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`)
  const parsed = parseSpec(spec)
  if (number === undefined) return formatText(str(value), parsed)
  return formatNumber(value, number, parsed)
}

function parseSpec(spec: string): Spec {
  const groups = pattern.exec(spec)?.groups
  if (groups === undefined) return raise('ValueError', 'Invalid format specifier')
  const zero = groups.zero !== undefined && groups.align === undefined
  return {
    fill: groups.fill ?? (groups.zero === undefined ? ' ' : '0'),
    align: groups.align ?? (zero ? '=' : undefined),
    sign: groups.sign ?? '-',
    alternate: groups.alternate !== undefined,
    width: Number(groups.width ?? 0),
    group: groups.group ?? '',
    precision: groups.precision === undefined ? undefined : Number(groups.precision),
    type: groups.type ?? '',
  }
}

function formatText(text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's')
    return raise('ValueError', `Unknown format code '${spec.type}' for object of type 'str'`)
  if (spec.group !== '') return raise('ValueError', `Cannot specify '${spec.group}' with 's'.`)
  if (spec.sign !== '-') return raise('ValueError', 'Sign not allowed in string format specifier')
  if (spec.align === '=' && spec.fill !== '0')
    return raise('ValueError', "'=' alignment not allowed in string format specifier")
  const align = spec.align === '=' ? '<' : (spec.align ?? '<')
  return pad({ sign: '', digits: [...text].slice(0, spec.precision).join('') }, { ...spec, align })
}

function formatNumber(value: Value, number: number | bigint, spec: Spec): string {
  const negative = number < 0 || Object.is(number, -0)
  const size = negative ? -number : number
  const plain = isFloat(value) || floatTypes.has(spec.type)
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign
  // Zeros that fill the width leave room for the sign.
  const inner = { ...spec, width: spec.width - sign.length }
  const digits = plain ? formatFloat(value, Number(size), inner) : formatInt(value, size, inner)
  return pad({ sign, digits }, { ...spec, align: spec.align ?? '>' })
}

const floatTypes: ReadonlySet<string> = new Set(['e', 'E', 'f', 'F', 'g', 'G', '%'])

function formatFloat(value: Value, size: number, spec: Spec): string {
  const { type, precision } = spec
  if (type === '' || type === 'n') {
    if (type === 'n' && precision === undefined)
      return grouped(floatDigits(size, { type: 'g', decimals: 6 }), spec)
    return grouped(plainFloatDigits(size, precision), spec)
  }
  if (!floatTypes.has(type))
    return raise('ValueError', `Unknown format code '${type}' for object of type '${typeName(value)}'`)
  const decimals = precision ?? 6
  if (type === '%') return grouped(`${floatDigits(size * 100, { type: 'f', decimals })}%`, spec)
  const digits = floatDigits(size, { type: lowerType(type), decimals, alternate: spec.alternate })
  return grouped(type === type.toUpperCase() ? digits.toUpperCase() : digits, spec)
}

function lowerType(type: string): FloatType {
  const lower = type.toLowerCase()
  return lower === 'e' || lower === 'f' ? lower : 'g'
}

function formatInt(value: Value, size: number | bigint, spec: Spec): string {
  if (spec.precision !== undefined)
    return raise('ValueError', 'Precision not allowed in integer format specifier')
  if (spec.type === 's')
    return raise('ValueError', `Unknown format code 's' for object of type '${typeName(value)}'`)
  if (spec.type === 'c') return characterOf(numeric(value) ?? size)
  return grouped(integerDigits(size, spec.type, spec.alternate), spec)
}

/** Separators between the digits before the point: by three, in other bases than ten by four. */
function grouped(digits: string, { group, type, width, fill, align }: Spec): string {
  if (group === '') return digits
  const size = 'boxX'.includes(type) && type !== '' ? 4 : 3
  const whole = /^\d+/.exec(digits)?.[0] ?? ''
  const rest = digits.slice(whole.length)
  // Zeros that fill the width are grouped with the digits.
  const zeros =
    fill === '0' && align === '=' ? zerosFor(whole.length, { room: width - rest.length, size }) : 0
  const padded = '0'.repeat(zeros) + whole
  return padded.replace(new RegExp(`\\B(?=(\\w{${size}})+(?!\\w))`, 'g'), group) + rest
}

function zerosFor(length: number, { room, size }: { room: number; size: number }): number {
  let zeros = 0
  while (length + zeros + Math.floor((length + zeros - 1) / size) < room) zeros++
  return zeros
}

/** Fills up to the width; widths count code points. */
function pad({ sign, digits }: { sign: string; digits: string }, { fill, align, width }: Spec): string {
  const missing = width - [...sign, ...digits].length
  const text = sign + digits
  if (missing <= 0) return text
  switch (align) {
    case '<':
      return text + fill.repeat(missing)
    case '^':
      return fill.repeat(missing >> 1) + text + fill.repeat(missing - (missing >> 1))
    case '=':
      return sign + fill.repeat(missing) + digits
    default:
      return fill.repeat(missing) + text
  }
}
