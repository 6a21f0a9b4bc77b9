import { unreachable } from '../../../errors/bug.ts'
import type {
  CallBlockStatement,
  Definition,
  Expression,
  FilterBlockStatement,
  ForStatement,
  IfStatement,
  SetBlockStatement,
  Statement,
  Target,
  WithStatement,
} from '../syntax/ast.ts'
import { raise } from '../values/fault.ts'
import { str } from '../values/repr.ts'
import { truth } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { brand, type MacroValue, type Scope, type Steps } from '../values/value.ts'
import { evaluateCall } from './call.ts'
import { evaluate } from './expressions.ts'
import { applyFilters } from './filters.ts'
import { leaf } from './leaf.ts'
import { runLoop } from './loop.ts'
import { emit, emitData, newOutput, remember } from './output.ts'
import type { Run, Signal } from './run.ts'
import { assign, define, newScope } from './scope.ts'

/** Runs statements up to the end, or to a `break` or `continue`, which it gives. */
export function* runBody(run: Run, body: readonly Statement[], scope: Scope): Steps<Signal> {
  for (const node of body) {
    if (node.kind === 'data') {
      emitData(run, node.text, node)
      continue
    }
    const signal = yield* runStatement(run, node, scope)
    if (signal !== undefined) return signal
  }
  return undefined
}

type Tag = Exclude<Statement, { readonly kind: 'data' }>

function runStatement(run: Run, node: Tag, scope: Scope): Steps<Signal> {
  switch (node.kind) {
    case 'print':
      return print(run, node, scope)
    case 'if':
      return runIf(run, node, scope)
    case 'for':
      return runFor(run, node, scope)
    case 'set':
      return set(run, node, scope)
    case 'set-block':
      return setBlock(run, node, scope)
    case 'with':
      return runWith(run, node, scope)
    case 'filter-block':
      return filterBlock(run, node, scope)
    case 'do':
      return runDo(run, node.expression, scope)
    case 'definition':
      return defineMacro(run, node, scope)
    case 'call-block':
      return callBlock(run, node, scope)
    case 'break':
    case 'continue':
      return jump(node.kind)
    default:
      return unreachable(node)
  }
}

type Print = Extract<Statement, { readonly kind: 'print' }>

function* print(run: Run, node: Print, scope: Scope): Steps<Signal> {
  for (const expression of node.expressions) {
    const value = leaf(run, expression, scope) ?? (yield* evaluate(run, expression, scope))
    run.at = expression
    emit(run, str(value), node)
  }
  return undefined
}

function* runIf(run: Run, node: IfStatement, scope: Scope): Steps<Signal> {
  const condition = leaf(run, node.condition, scope) ?? (yield* evaluate(run, node.condition, scope))
  return yield* runBody(run, truth(condition) ? node.body : node.otherwise, scope)
}

function* runFor(run: Run, node: ForStatement, scope: Scope): Steps<Signal> {
  const values = yield* evaluate(run, node.iterable, scope)
  return yield* runLoop(run, values, { node, scope, depth: 0 })
}

function* set(
  run: Run,
  node: { readonly target: Target; readonly value: Expression },
  scope: Scope,
): Steps<Signal> {
  const value = leaf(run, node.value, scope) ?? (yield* evaluate(run, node.value, scope))
  run.at = node.target
  assign(run, node.target, { value, scope })
  return undefined
}

function* setBlock(run: Run, node: SetBlockStatement, scope: Scope): Steps<Signal> {
  const { text, signal } = yield* capture(run, node.body, scope)
  if (signal !== undefined) return signal
  const value = yield* applyFilters(run, node.filters, { value: text, scope })
  run.at = node.target
  assign(run, node.target, { value, scope })
  return undefined
}

function* filterBlock(run: Run, node: FilterBlockStatement, scope: Scope): Steps<Signal> {
  const { text, signal } = yield* capture(run, node.body, scope)
  if (signal !== undefined) return signal
  const value = yield* applyFilters(run, node.filters, { value: text, scope })
  if (typeof value !== 'string')
    return raise('TypeError', `the filters of the block must give text, not ${typeName(value)}`)
  emit(run, value, node)
  return undefined
}

/** The text of a body as a value. */
function* capture(
  run: Run,
  body: readonly Statement[],
  scope: Scope,
): Steps<{ readonly text: string; readonly signal: Signal }> {
  const { output } = run
  run.output = newOutput()
  try {
    const signal = yield* runBody(run, body, newScope(scope))
    return { text: remember(run, run.output), signal }
  } finally {
    run.output = output
  }
}

function* runWith(run: Run, node: WithStatement, scope: Scope): Steps<Signal> {
  const inner = newScope(scope)
  for (const { target, value } of node.assignments) {
    const content = yield* evaluate(run, value, scope)
    run.at = target
    assign(run, target, { value: content, scope: inner })
  }
  return yield* runBody(run, node.body, inner)
}

function* runDo(run: Run, expression: Expression, scope: Scope): Steps<Signal> {
  yield* evaluate(run, expression, scope)
  return undefined
}

// biome-ignore lint/correctness/useYield: a statement is steps, also one that is done at once.
function* defineMacro(run: Run, node: Definition, scope: Scope): Steps<Signal> {
  // Tests, docs and the like are taken from the tree; they print nothing.
  if (node.type === 'macro') define(scope, node.name, inlineMacro(run, node, { scope, returns: true }))
  return undefined
}

function inlineMacro(
  run: Run,
  node: Pick<MacroValue, 'name' | 'parameters' | 'body' | 'uses'>,
  { scope, returns }: Pick<MacroValue, 'scope' | 'returns'>,
): MacroValue {
  const { name, parameters, body, uses } = node
  const { template } = run.frame
  return { [brand]: true, kind: 'macro', name, parameters, body, uses, template, scope, returns }
}

function* callBlock(run: Run, node: CallBlockStatement, scope: Scope): Steps<Signal> {
  const caller = inlineMacro(run, { ...node, name: 'caller' }, { scope, returns: false })
  const text = yield* evaluateCall(run, node.call, { scope, caller })
  run.at = node.call
  if (typeof text !== 'string')
    return raise('TypeError', `the called macro must give text, not ${typeName(text)}`)
  emit(run, text, node)
  return undefined
}

// biome-ignore lint/correctness/useYield: a statement is steps, also one that is done at once.
function* jump(kind: 'break' | 'continue'): Steps<Signal> {
  return kind
}
