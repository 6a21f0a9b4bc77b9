import { builtin } from '../operations/builtin.ts'
import { integerOf } from '../operations/coerce.ts'
import { floatDigits } from '../strings/format-number.ts'
import { parseFloatText, parseIntText } from '../strings/parse-number.ts'
import { fixed, roundHalfEven } from '../strings/rounding.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { float, int } from '../values/make.ts'
import { isFloat, numeric } from '../values/numbers.ts'
import { truth } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Value } from '../values/value.ts'

export const numberFilters = {
  abs: builtin([], (value: Value) => {
    const number = numberOf(value, 'bad operand type for abs()')
    if (isFloat(value)) return float(Math.abs(Number(number)))
    return number < 0 ? -number : number
  }),
  int: builtin(
    [
      ['default', 0],
      ['base', 10],
    ],
    (value: Value, [fallback, base]) => toInt(value, integerOf(base)) ?? fallback,
  ),
  float: builtin([['default', float(0)]], (value: Value, [fallback]) => {
    const number = toFloat(value)
    return number === undefined ? fallback : float(number)
  }),
  round: builtin(
    [
      ['precision', 0],
      ['method', 'common'],
    ],
    (value: Value, [precision, method]) => round(value, integerOf(precision), method),
  ),
  filesizeformat: builtin([['binary', false]], (value: Value, [binary]) => {
    const bytes = toFloat(value)
    if (bytes === undefined && typeof value !== 'string')
      return raise('TypeError', `the size must be a number, not ${typeName(value)}`)
    return bytes === undefined
      ? raise('ValueError', 'the size is not a number')
      : fileSize(bytes, truth(binary))
  }),
}

function numberOf(value: Value, what: string): number | bigint {
  return numeric(value) ?? raise('TypeError', `${what}: '${typeName(value)}'`)
}

/** Of a number or of text, which may have a fraction; undefined for what is neither. */
function toInt(value: Value, base: number): Value | undefined {
  if (typeof value === 'string') {
    const whole = parseIntText(value, base)
    return whole === undefined ? truncate(parseFloatText(value)) : int(whole)
  }
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  const number = numeric(value)
  return isFloat(value) ? truncate(Number(number)) : number
}

function truncate(number: number | undefined): Value | undefined {
  return number !== undefined && Number.isFinite(number) ? int(BigInt(Math.trunc(number))) : undefined
}

function toFloat(value: Value): number | undefined {
  if (typeof value === 'string') return parseFloatText(value)
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  const number = numeric(value)
  return number === undefined ? undefined : Number(number)
}

function round(value: Value, precision: number, method: Value): Value {
  if (method !== 'common' && method !== 'ceil' && method !== 'floor')
    return raise('ValueError', 'method must be common, ceil or floor')
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined && method !== 'common') return failUndefined(missing)
  const number = numberOf(value, 'a value that cannot be rounded')
  if (method !== 'common') {
    const scale = 10 ** precision
    // Adding 0 makes -0 the 0 of Python's integers.
    return float((Math[method](Number(number) * scale) + 0) / scale)
  }
  if (!isFloat(value)) return precision >= 0 ? number : roundInt(BigInt(number), 10n ** BigInt(-precision))
  return float(roundFloat(Number(number), precision))
}

/** To a multiple of `unit`, ties to the even one. */
function roundInt(number: bigint, unit: bigint): Value {
  const remainder = ((number % unit) + unit) % unit
  const below = number - remainder
  const up = remainder * 2n > unit || (remainder * 2n === unit && (below / unit) % 2n !== 0n)
  return int(up ? below + unit : below)
}

function roundFloat(number: number, precision: number): number {
  if (!Number.isFinite(number)) return number
  const sign = number < 0 || Object.is(number, -0) ? -1 : 1
  const size = Math.abs(number)
  if (precision > 0) return sign * Number(fixed(size, precision))
  return sign * roundHalfEven(size / 10 ** -precision) * 10 ** -precision
}

const decimalPrefixes = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB']
const binaryPrefixes = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB']

function fileSize(bytes: number, binary: boolean): string {
  const base = binary ? 1024 : 1000
  if (bytes === 1) return '1 Byte'
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`
  const prefixes = binary ? binaryPrefixes : decimalPrefixes
  const level = prefixes.findIndex((_, i) => bytes < base ** (i + 2))
  const index = level < 0 ? prefixes.length - 1 : level
  const size = (base * bytes) / base ** (index + 2)
  return `${floatDigits(size, { type: 'f', decimals: 1 })} ${prefixes[index]}`
}
