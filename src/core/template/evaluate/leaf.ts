import type { Expression, LiteralExpression } from '../syntax/ast.ts'
import { float } from '../values/make.ts'
import type { Scope, Value } from '../values/value.ts'
import type { Run } from './run.ts'
import { lookup } from './scope.ts'

/**
 * The value of a name or a literal without steps, which saves most of an evaluation's time. Undefined for all other
 * expressions; also None may be evaluated again by steps.
 */
export function leaf(run: Run, expression: Expression, scope: Scope): Value | undefined {
  if (expression.kind === 'name') return lookup(run, expression.name, scope)
  return expression.kind === 'literal' ? literalValue(expression) : undefined
}

export function literalValue({ value, float: isFloat }: LiteralExpression): Value {
  return isFloat ? float(Number(value)) : value
}
