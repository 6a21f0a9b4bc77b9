import { GildError } from '../../../errors/gild-error.ts'
import { isMacroReturn } from '../builtins/macro-return.ts'
import { undefinedValue } from '../operations/access.ts'
import type { Parameter, Span } from '../syntax/ast.ts'
import { dictOf } from '../values/dict.ts'
import { tuple } from '../values/make.ts'
import { repr } from '../values/repr.ts'
import type { MacroValue, Scope, Steps, Value } from '../values/value.ts'
import type { EvaluatedArguments } from './arguments.ts'
import { locate, recursionError } from './errors.ts'
import { newOutput, remember } from './output.ts'
import type { Frame, Run } from './run.ts'
import { define, newScope } from './scope.ts'

/** Deeper than any sensible macro, less than what the stack holds. */
const depthLimit = 150

/** Runs a macro with its own scope and output. Gives its text, or what `return()` was given. */
export function* callMacro(run: Run, macro: MacroValue, args: EvaluatedArguments): Steps<Value> {
  const { scope, missing } = bindMacro(run, macro, args)
  const { frame, output, at } = run
  if (frame.depth >= depthLimit) throw recursionError(run)
  run.frame = frameOf(macro, frame, at)
  run.output = newOutput()
  try {
    for (const parameter of missing) define(scope, parameter.name, yield* defaultOf(run, parameter, scope))
    yield* run.rules.body(run, macro.body, scope)
    return remember(run, run.output)
  } catch (thrown) {
    if (macro.returns && isMacroReturn(thrown)) return thrown.value
    throw locate(run, thrown)
  } finally {
    run.frame = frame
    run.output = output
    run.at = at
  }
}

function frameOf({ name, template }: MacroValue, parent: Frame, at: Span): Frame {
  // Before anything is evaluated only a caller outside of all templates can call.
  const callSite = at === parent.template.ast ? undefined : at
  return { template, macro: name, callSite, parent, depth: parent.depth + 1 }
}

/** The scope with the arguments that are given, and the parameters that are not. */
function bindMacro(
  run: Run,
  macro: MacroValue,
  { positional, named }: EvaluatedArguments,
): { readonly scope: Scope; readonly missing: readonly Parameter[] } {
  const { parameters, uses } = macro
  const scope = newScope(macro.scope)
  const rest = new Map(named)
  const missing: Parameter[] = []
  for (const [i, parameter] of parameters.entries()) {
    const value = positional[i] ?? (i < positional.length ? null : rest.get(parameter.name))
    if (value === undefined) missing.push(parameter)
    else define(scope, parameter.name, value)
    if (i >= positional.length) rest.delete(parameter.name)
  }
  if (uses.caller) {
    define(scope, 'caller', rest.get('caller') ?? noCaller(run))
    rest.delete('caller')
  }
  const [surplus] = rest.keys()
  if (uses.kwargs) define(scope, 'kwargs', dictOf(rest))
  else if (surplus !== undefined) failArguments(macro, `takes no keyword argument ${repr(surplus)}`)
  if (uses.varargs) define(scope, 'varargs', tuple(positional.slice(parameters.length)))
  else if (positional.length > parameters.length)
    failArguments(
      macro,
      `takes not more than ${parameters.length} argument(s), ${positional.length} were given`,
    )
  return { scope, missing }
}

function noCaller(run: Run): Value {
  return undefinedValue({ mode: run.mode, name: 'caller', hint: 'No caller defined' })
}

function failArguments(macro: MacroValue, problem: string): never {
  throw new GildError('template-macro-arguments', { macro: macro.name, problem })
}

function* defaultOf(run: Run, parameter: Parameter, scope: Scope): Steps<Value> {
  if (parameter.default !== undefined) return yield* run.rules.evaluate(run, parameter.default, scope)
  const { name } = parameter
  return undefinedValue({ mode: run.mode, name, hint: `parameter '${name}' was not provided` })
}
