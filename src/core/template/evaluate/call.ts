import { GildError } from '../../../errors/gild-error.ts'
import { methodOf } from '../methods/methods.ts'
import { attributeOf } from '../operations/access.ts'
import type { CallExpression } from '../syntax/ast.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { typeName } from '../values/type-name.ts'
import {
  brand,
  type Call,
  type FunctionValue,
  type HostValue,
  type MacroValue,
  ofKind,
  type Scope,
  type Steps,
  type UndefinedValue,
  type Value,
} from '../values/value.ts'
import { type EvaluatedArguments, evaluateArguments } from './arguments.ts'
import { leaf } from './leaf.ts'
import { callMacro } from './macro.ts'
import { locationOf, type Run } from './run.ts'

/** A call in a template. `caller` is the body of a `{% call %}`. */
export function* evaluateCall(
  run: Run,
  node: CallExpression,
  { scope, caller }: { readonly scope: Scope; readonly caller?: MacroValue },
): Steps<Value> {
  const { callee } = node
  if (callee.kind !== 'attribute') {
    const target = leaf(run, callee, scope) ?? (yield* run.rules.evaluate(run, callee, scope))
    const args = yield* evaluateArguments(run, node.arguments, scope)
    run.at = node
    return yield* callValue(run, target, callOf(run, node, withCaller(args, caller)))
  }
  const object = leaf(run, callee.object, scope) ?? (yield* run.rules.evaluate(run, callee.object, scope))
  run.at = callee
  // The common case, a method, without a function value made for it.
  const method = methodOf(object, callee.name)
  const target = method === undefined ? attributeOf(object, callee.name, run.interpreter) : undefined
  const args = yield* evaluateArguments(run, node.arguments, scope)
  run.at = node
  if (method !== undefined) return method(args, run.interpreter)
  return yield* callValue(run, target ?? null, callOf(run, node, withCaller(args, caller)))
}

function withCaller(args: EvaluatedArguments, caller: MacroValue | undefined): EvaluatedArguments {
  return caller === undefined ? args : { ...args, named: new Map([...args.named, ['caller', caller]]) }
}

function callOf(run: Run, node: CallExpression, { positional, named }: EvaluatedArguments): Call {
  const { frame } = run
  return { positional, named, at: () => locationOf(frame, node) }
}

function callValue(run: Run, target: Value, call: Call): Steps<Value> {
  const macro = ofKind(target, 'macro')
  if (macro !== undefined) return callMacro(run, macro, call)
  const callable = ofKind(target, 'function') ?? ofKind(target, 'host')
  if (callable?.kind === 'function' || callable?.object.call !== undefined)
    return callHost(run, callable, call)
  const missing = ofKind(target, 'undefined')
  return missing === undefined
    ? raise('TypeError', `'${typeName(target)}' object is not callable`)
    : callUndefined(missing)
}

// biome-ignore lint/correctness/useYield: a call is steps, also one that is done at once.
function* callUndefined(target: UndefinedValue): Steps<Value> {
  return target.mode === 'chainable' ? target : failUndefined(target)
}

function* callHost(run: Run, target: FunctionValue | HostValue, call: Call): Steps<Value> {
  const result = target.kind === 'function' ? target.call(call) : (target.object.call?.(call) ?? null)
  if (typeof result !== 'object' || result === null || Array.isArray(result) || brand in result) return result
  if (!('then' in result)) return yield* result
  if (run.mayWait) return yield result
  // Nobody will wait for it: its failure must not end the process.
  result.catch(() => undefined)
  const name = target.kind === 'function' ? target.name : target.object.typeName
  throw new GildError('template-async', { function: name })
}
