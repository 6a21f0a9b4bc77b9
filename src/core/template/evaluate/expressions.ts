import { unreachable } from '../../../errors/bug.ts'
import { attributeOf, itemOf, missing, undefinedValue } from '../operations/access.ts'
import { arithmetic, negate, positive } from '../operations/arithmetic.ts'
import { contains } from '../operations/membership.ts'
import { sliceOf } from '../operations/slice.ts'
import type {
  AttributeExpression,
  BinaryExpression,
  CompareExpression,
  CompareOperator,
  ConditionalExpression,
  DictExpression,
  Expression,
  ItemExpression,
  LiteralExpression,
  NameExpression,
  SliceExpression,
} from '../syntax/ast.ts'
import { setItem } from '../values/dict.ts'
import { equals } from '../values/equality.ts'
import { raise } from '../values/fault.ts'
import { emptyDict, tuple } from '../values/make.ts'
import { compareValues } from '../values/ordering.ts'
import { str } from '../values/repr.ts'
import { truth } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Scope, type Steps, type Value } from '../values/value.ts'
import { evaluateCall } from './call.ts'
import { evaluateFilter, evaluateTest } from './filters.ts'
import { leaf, literalValue } from './leaf.ts'
import type { Run } from './run.ts'
import { lookup } from './scope.ts'

/** The steps that give an expression's value. */
export function evaluate(run: Run, node: Expression, scope: Scope): Steps<Value> {
  switch (node.kind) {
    case 'name':
    case 'literal':
      return constant(run, node, scope)
    case 'attribute':
      return attribute(run, node, scope)
    case 'item':
      return item(run, node, scope)
    case 'slice':
      return slice(run, node, scope)
    case 'call':
      return evaluateCall(run, node, { scope })
    case 'filter':
      return evaluateFilter(run, node, scope)
    case 'test':
      return evaluateTest(run, node, scope)
    case 'and':
    case 'or':
      return logical(run, node, scope)
    case 'not':
    case 'negative':
    case 'positive':
      return unary(run, node, scope)
    case 'compare':
      return compare(run, node, scope)
    case 'binary':
      return binary(run, node, scope)
    case 'concat':
      return concat(run, node.items, scope)
    case 'conditional':
      return conditional(run, node, scope)
    case 'list':
      return items(run, node.items, scope)
    case 'tuple':
      return tupleOf(run, node.items, scope)
    case 'dict':
      return dict(run, node, scope)
    default:
      return unreachable(node)
  }
}

// biome-ignore lint/correctness/useYield: needs no steps, its caller takes steps.
function* constant(run: Run, node: NameExpression | LiteralExpression, scope: Scope): Steps<Value> {
  return node.kind === 'name' ? lookup(run, node.name, scope) : literalValue(node)
}

function* attribute(run: Run, node: AttributeExpression, scope: Scope): Steps<Value> {
  const object = leaf(run, node.object, scope) ?? (yield* evaluate(run, node.object, scope))
  run.at = node
  return attributeOf(object, node.name, run.interpreter)
}

function* item(run: Run, node: ItemExpression, scope: Scope): Steps<Value> {
  const object = leaf(run, node.object, scope) ?? (yield* evaluate(run, node.object, scope))
  const key = leaf(run, node.key, scope) ?? (yield* evaluate(run, node.key, scope))
  run.at = node
  return itemOf(object, key, run.interpreter)
}

function* slice(run: Run, node: SliceExpression, scope: Scope): Steps<Value> {
  const object = yield* evaluate(run, node.object, scope)
  const from = node.from === undefined ? null : yield* evaluate(run, node.from, scope)
  const to = node.to === undefined ? null : yield* evaluate(run, node.to, scope)
  const step = node.step === undefined ? null : yield* evaluate(run, node.step, scope)
  run.at = node
  const part = sliceOf(object, { from, to, step })
  if (part !== undefined) return part
  if (ofKind(object, 'undefined') !== undefined) return missing(object, 'slice', run.mode)
  return raise('TypeError', `'${typeName(object)}' object cannot be sliced`)
}

type Logical = Extract<Expression, { readonly kind: 'and' | 'or' }>

function* logical(run: Run, node: Logical, scope: Scope): Steps<Value> {
  const left = leaf(run, node.left, scope) ?? (yield* evaluate(run, node.left, scope))
  const decided = truth(left) === (node.kind === 'or')
  return decided ? left : yield* evaluate(run, node.right, scope)
}

type Unary = Extract<Expression, { readonly kind: 'not' | 'negative' | 'positive' }>

function* unary(run: Run, node: Unary, scope: Scope): Steps<Value> {
  const operand = leaf(run, node.operand, scope) ?? (yield* evaluate(run, node.operand, scope))
  if (node.kind === 'not') return !truth(operand)
  run.at = node
  return node.kind === 'negative' ? negate(operand) : positive(operand)
}

function* compare(run: Run, node: CompareExpression, scope: Scope): Steps<Value> {
  let left = leaf(run, node.first, scope) ?? (yield* evaluate(run, node.first, scope))
  for (const { operator, operand } of node.rest) {
    const right = leaf(run, operand, scope) ?? (yield* evaluate(run, operand, scope))
    run.at = node
    if (!holds(operator, left, right)) return false
    left = right
  }
  return true
}

function holds(operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return equals(left, right)
    case '!=':
      return !equals(left, right)
    case 'in':
      return contains(right, left)
    case 'not in':
      return !contains(right, left)
    case '<':
      return compareValues(left, right, operator) < 0
    case '<=':
      return compareValues(left, right, operator) <= 0
    case '>':
      return compareValues(left, right, operator) > 0
    case '>=':
      return compareValues(left, right, operator) >= 0
  }
}

function* binary(run: Run, node: BinaryExpression, scope: Scope): Steps<Value> {
  const left = leaf(run, node.left, scope) ?? (yield* evaluate(run, node.left, scope))
  const right = leaf(run, node.right, scope) ?? (yield* evaluate(run, node.right, scope))
  run.at = node
  return arithmetic(node.operator, left, right)
}

function* concat(run: Run, parts: readonly Expression[], scope: Scope): Steps<Value> {
  let text = ''
  for (const part of parts) {
    const value = leaf(run, part, scope) ?? (yield* evaluate(run, part, scope))
    run.at = part
    text += str(value)
  }
  return text
}

function* conditional(run: Run, node: ConditionalExpression, scope: Scope): Steps<Value> {
  const condition = leaf(run, node.condition, scope) ?? (yield* evaluate(run, node.condition, scope))
  if (truth(condition)) return yield* evaluate(run, node.then, scope)
  if (node.otherwise !== undefined) return yield* evaluate(run, node.otherwise, scope)
  const hint = 'the inline if-expression evaluated to false and no else section was defined.'
  return undefinedValue({ mode: run.mode, hint })
}

function* items(run: Run, nodes: readonly Expression[], scope: Scope): Steps<Value[]> {
  const values: Value[] = []
  for (const node of nodes) values.push(leaf(run, node, scope) ?? (yield* evaluate(run, node, scope)))
  return values
}

function* tupleOf(run: Run, nodes: readonly Expression[], scope: Scope): Steps<Value> {
  return tuple(yield* items(run, nodes, scope))
}

function* dict(run: Run, node: DictExpression, scope: Scope): Steps<Value> {
  const result = emptyDict()
  for (const { key, value } of node.entries) {
    const name = leaf(run, key, scope) ?? (yield* evaluate(run, key, scope))
    const content = leaf(run, value, scope) ?? (yield* evaluate(run, value, scope))
    run.at = key
    setItem(result, name, content)
  }
  return result
}
