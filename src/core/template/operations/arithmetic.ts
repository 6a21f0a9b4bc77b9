import { formatPercent } from '../strings/percent-format.ts'
import type { BinaryOperator } from '../syntax/ast.ts'
import { setOf } from '../values/dict.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { float, int, tuple } from '../values/make.ts'
import { isFloat, isInt, numeric } from '../values/numbers.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Value } from '../values/value.ts'
import { floatArithmetic, intArithmetic } from './number-arithmetic.ts'

/** Python's arithmetic operators, on all types that have them. */
export function arithmetic(operator: BinaryOperator, a: Value, b: Value): Value {
  const missing = ofKind(a, 'undefined') ?? ofKind(b, 'undefined')
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b)
  if (missing !== undefined) return failUndefined(missing)
  const x = numeric(a)
  const y = numeric(b)
  if (x !== undefined && y !== undefined) return numberArithmetic(operator, [a, b], [x, y])
  return sequenceArithmetic(operator, a, b) ?? failOperands(operator, a, b)
}

function numberArithmetic(
  operator: BinaryOperator,
  [a, b]: readonly [Value, Value],
  [x, y]: readonly [number | bigint, number | bigint],
): Value {
  const floats = isFloat(a) || isFloat(b)
  if (operator === '/' || floats || (operator === '**' && y < 0)) {
    checkDivisor(operator, y, floats)
    return float(floatArithmetic(operator, toFloat(x), toFloat(y)))
  }
  checkDivisor(operator, y, false)
  return intArithmetic(operator, x, y)
}

function toFloat(value: number | bigint): number {
  const result = Number(value)
  if (typeof value === 'bigint' && !Number.isFinite(result))
    return raise('OverflowError', 'int too large to convert to float')
  return result
}

function checkDivisor(operator: BinaryOperator, y: number | bigint, floats: boolean): void {
  if (y !== 0 && y !== 0n) return
  if (operator === '/') raise('ZeroDivisionError', floats ? 'float division by zero' : 'division by zero')
  if (operator === '//')
    raise('ZeroDivisionError', floats ? 'float floor division by zero' : 'integer division or modulo by zero')
  if (operator === '%') raise('ZeroDivisionError', floats ? 'float modulo' : 'integer modulo by zero')
}

function sequenceArithmetic(operator: BinaryOperator, a: Value, b: Value): Value | undefined {
  if (operator === '+') return concatenate(a, b)
  if (operator === '*') return repeatBy(a, b) ?? repeatBy(b, a)
  return operator === '-' ? subtractSets(a, b) : undefined
}

function concatenate(a: Value, b: Value): Value | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b]
  const x = ofKind(a, 'tuple')
  const y = ofKind(b, 'tuple')
  return x !== undefined && y !== undefined ? tuple([...x.items, ...y.items]) : undefined
}

/** More than this many characters or items is taken for a mistake. */
const sizeLimit = 100_000_000

function repeatBy(sequence: Value, count: Value): Value | undefined {
  if (!isInt(count) && typeof count !== 'boolean') return undefined
  const times = Math.max(0, Number(count))
  if (typeof sequence === 'string') return sequence.repeat(checkedTimes(sequence.length, times))
  if (Array.isArray(sequence)) return repeatItems(sequence, times)
  const items = ofKind(sequence, 'tuple')?.items
  return items && tuple(repeatItems(items, times))
}

function repeatItems(items: readonly Value[], times: number): Value[] {
  return Array.from({ length: checkedTimes(items.length, times) }, () => items).flat() as Value[]
}

function checkedTimes(length: number, times: number): number {
  if (length * times > sizeLimit) raise('OverflowError', `a repetition has more than ${sizeLimit} elements`)
  return length === 0 ? 0 : times
}

function subtractSets(a: Value, b: Value): Value | undefined {
  const x = ofKind(a, 'set')
  const y = ofKind(b, 'set')
  if (x === undefined || y === undefined) return undefined
  return setOf([...x.members].filter(([key]) => !y.members.has(key)).map(([, member]) => member))
}

function failOperands(operator: BinaryOperator, a: Value, b: Value): never {
  if (operator === '+' && typeof a === 'string')
    return raise('TypeError', `can only concatenate str (not "${typeName(b)}") to str`)
  const shown = operator === '**' ? '** or pow()' : operator
  return raise('TypeError', `unsupported operand type(s) for ${shown}: '${typeName(a)}' and '${typeName(b)}'`)
}

/** `-value` */
export function negate(value: Value): Value {
  const number = signed(value, '-')
  if (isFloat(value)) return float(-Number(number))
  return typeof number === 'bigint' ? int(-number) : number === 0 ? 0 : -number
}

/** `+value` */
export function positive(value: Value): Value {
  const number = signed(value, '+')
  return isFloat(value) ? value : number
}

function signed(value: Value, operator: '+' | '-'): number | bigint {
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  return numeric(value) ?? raise('TypeError', `bad operand type for unary ${operator}: '${typeName(value)}'`)
}
