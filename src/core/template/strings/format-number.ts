import { raise } from '../values/fault.ts'
import { floatRepr } from '../values/repr.ts'
import { exponential, fixed } from './rounding.ts'

export type FloatType = 'e' | 'f' | 'g'

export interface FloatFormat {
  readonly type: FloatType
  readonly decimals: number
  /** Keep the zeros that `g` drops. */
  readonly alternate?: boolean
  /** Always a digit after the point where `g` gives none: the format of a float without a type. */
  readonly pointZero?: boolean
}

/** The digits of a float that is not negative, without sign. */
export function floatDigits(value: number, format: FloatFormat): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return 'inf'
  if (format.type === 'f') return fixed(value, format.decimals) + pointOf(format)
  if (format.type === 'e') return withPoint(exponential(value, format.decimals), format)
  return generalDigits(value, format)
}

function pointOf({ decimals, alternate }: FloatFormat): string {
  return decimals === 0 && alternate ? '.' : ''
}

function withPoint(text: string, format: FloatFormat): string {
  return text.replace('e', `${pointOf(format)}e`)
}

/** Python's `g`: `decimals` significant digits, fixed or with an exponent, whichever suits the size. */
function generalDigits(
  value: number,
  { decimals, alternate = false, pointZero = false }: FloatFormat,
): string {
  const precision = Math.max(decimals, 1)
  const scientific = exponential(value, precision - 1)
  const [mantissa = '', power = ''] = scientific.split('e')
  const exponent = Number(power)
  const strip = (digits: string) =>
    alternate || !digits.includes('.') ? digits : digits.replace(/\.?0+$/, '')
  if (exponent < -4 || exponent >= precision - (pointZero ? 1 : 0)) return `${strip(mantissa)}e${power}`
  const digits = strip(fixed(value, precision - 1 - exponent))
  return pointZero && !digits.includes('.') ? `${digits}.0` : digits
}

/** The digits of an int that is not negative. */
export function integerDigits(value: number | bigint, type: string, alternate: boolean): string {
  const base = bases[type]
  if (base === undefined) return value.toString()
  const digits = (alternate ? `0${type.toLowerCase()}` : '') + value.toString(base)
  return type === 'X' ? digits.toUpperCase() : digits
}

const bases: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 }

/** The digits of a float without a type: as `repr` prints it, or with so many significant ones. */
export function plainFloatDigits(value: number, precision: number | undefined): string {
  if (precision === undefined) return floatRepr(value)
  return floatDigits(value, { type: 'g', decimals: precision, pointZero: true })
}

/** The character of a code point, for `c`. */
export function characterOf(code: number | bigint): string {
  const point = Number(code)
  if (point < 0 || point > 0x10ffff) return raise('OverflowError', '%c arg not in range(0x110000)')
  return String.fromCodePoint(point)
}
