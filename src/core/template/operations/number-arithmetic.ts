import type { BinaryOperator } from '../syntax/ast.ts'
import { raise } from '../values/fault.ts'
import { int } from '../values/make.ts'

/** The divisor is not 0 where there is one. Quotients round down and remainders take the divisor's sign, as in Python. */
export function floatArithmetic(operator: BinaryOperator, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '/':
      return x / y
    case '//':
      return floorDivide(x, y)
    case '%':
      return modulo(x, y)
    case '**':
      return power(x, y)
  }
}

function modulo(x: number, y: number): number {
  const remainder = x % y
  if (remainder === 0) return y < 0 ? -0 : 0
  return remainder < 0 !== y < 0 ? remainder + y : remainder
}

// As CPython: from the exact remainder, because x / y may round up to the next integer.
function floorDivide(x: number, y: number): number {
  if (!Number.isFinite(x)) return Number.NaN
  if (!Number.isFinite(y)) return Math.floor(x / y)
  const quotient = (x - modulo(x, y)) / y
  if (quotient === 0) return x < 0 === y < 0 ? 0 : -0
  const floor = Math.floor(quotient)
  return quotient - floor > 0.5 ? floor + 1 : floor
}

function power(x: number, y: number): number {
  if (x === 0 && y < 0) return raise('ZeroDivisionError', '0.0 cannot be raised to a negative power')
  if (x < 0 && Number.isFinite(x) && !Number.isInteger(y) && Number.isFinite(y))
    return raise('ValueError', 'a negative number to a broken power is complex, which templates do not have')
  if (x === 1 || y === 0 || (x === -1 && !Number.isFinite(y))) return 1
  const result = x ** y
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y))
    return raise('OverflowError', 'the power is too large for a float')
  return result
}

/** Exact at any size. The divisor is not 0 and the exponent not negative. */
export function intArithmetic(
  operator: BinaryOperator,
  x: number | bigint,
  y: number | bigint,
): number | bigint {
  if (typeof x === 'number' && typeof y === 'number') {
    const small = smallArithmetic(operator, x, y)
    if (Number.isSafeInteger(small)) return small === 0 ? 0 : small
  }
  return int(bigArithmetic(operator, BigInt(x), BigInt(y)))
}

/** Exact where the result is a safe integer. */
function smallArithmetic(operator: BinaryOperator, x: number, y: number): number {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '//':
      return exactQuotient(x - modulo(x, y), y)
    case '%':
      return modulo(x, y)
    default:
      return x ** y
  }
}

// x / y itself may round up to the next integer.
function exactQuotient(multiple: number, y: number): number {
  return Number.isSafeInteger(multiple) ? multiple / y : Number.NaN
}

/** Bits of the largest power: more is taken for a mistake. */
const bitLimit = 1_000_000n

function bigArithmetic(operator: BinaryOperator, x: bigint, y: bigint): bigint {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '//': {
      const quotient = x / y
      return x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient
    }
    case '%': {
      const remainder = x % y
      return remainder !== 0n && remainder < 0n !== y < 0n ? remainder + y : remainder
    }
    default:
      if (BigInt(x.toString(2).length) * y > bitLimit)
        return raise('OverflowError', `the power has more than ${bitLimit} bits`)
      return x ** y
  }
}
