import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import { isMacroReturn } from './builtins/macro-return.ts'
import type { Context } from './context.ts'
import { locate } from './evaluate/errors.ts'
import { evaluate } from './evaluate/expressions.ts'
import { newInterpreter } from './evaluate/filters.ts'
import { callMacro as callMacroSteps } from './evaluate/macro.ts'
import { newOutput } from './evaluate/output.ts'
import { locationOf, type Run } from './evaluate/run.ts'
import { newScope } from './evaluate/scope.ts'
import { runBody } from './evaluate/statements.ts'
import { outputMap } from './output-map.ts'
import type { SourceMap } from './source-map.ts'
import type { Expression } from './syntax/ast.ts'
import type { Template } from './syntax/template.ts'
import { str } from './values/repr.ts'
import type { MacroValue, Steps, UndefinedMode, Value } from './values/value.ts'

export interface RenderOptions {
  /** Default `strict`. */
  readonly undefined?: UndefinedMode
  /** For the filter `random`: numbers from 0 up to 1. Without it the filter is an error. */
  readonly random?: () => number
}

export interface RenderResult {
  readonly text: string
  readonly map: SourceMap
}

/** Renders at once where nothing waits, else as a promise. Throws GildErrors with place and macro chain. */
export function render(
  template: Template,
  context: Context,
  options: RenderOptions = {},
): RenderResult | Promise<RenderResult> {
  return drive(renderSteps(newRun(template, { context, options, mayWait: true })))
}

/** Renders without waiting: a host function that gives a promise is the error `template-async`. */
export function renderSync(template: Template, context: Context, options: RenderOptions = {}): RenderResult {
  return finish(renderSteps(newRun(template, { context, options, mayWait: false })))
}

/** The value itself of a template that is exactly one `{{ expression }}`, else the text. Never waits. */
export function renderNative(template: Template, context: Context, options: RenderOptions = {}): Value {
  const expression = onlyExpression(template)
  if (expression === undefined) return renderSync(template, context, options).text
  return finish(valueSteps(newRun(template, { context, options, mayWait: false }), expression))
}

export interface MacroArguments {
  readonly positional?: readonly Value[]
  readonly named?: Readonly<Record<string, Value>>
}

export interface MacroResult extends RenderResult {
  /** What `return()` gave, else the text. */
  readonly value: Value
}

export interface MacroEnvironment {
  readonly context: Context
  readonly options?: RenderOptions
}

/** Calls a macro from outside of any template (`generate_schema_name`, a materialization). */
export function callMacro(
  macro: MacroValue,
  args: MacroArguments,
  { context, options = {} }: MacroEnvironment,
): MacroResult | Promise<MacroResult> {
  return drive(macroSteps(newRun(macro.template, { context, options, mayWait: true }), macro, args))
}

/** As `callMacro`, without waiting. */
export function callMacroSync(
  macro: MacroValue,
  args: MacroArguments,
  { context, options = {} }: MacroEnvironment,
): MacroResult {
  return finish(macroSteps(newRun(macro.template, { context, options, mayWait: false }), macro, args))
}

interface RunOptions {
  readonly context: Context
  readonly options: RenderOptions
  readonly mayWait: boolean
}

function newRun(template: Template, { context, options, mayWait }: RunOptions): Run {
  const { undefined: mode = 'strict', random } = options
  return {
    context,
    mode,
    mayWait,
    interpreter: newInterpreter(mode, random),
    rules: { body: runBody, evaluate },
    captured: new Map(),
    output: newOutput(),
    frame: { template, macro: undefined, callSite: undefined, parent: undefined, depth: 0 },
    at: template.ast,
  }
}

function* renderSteps(run: Run): Steps<RenderResult> {
  const { template } = run.frame
  yield* located(run, runBody(run, template.ast.body, newScope(undefined)))
  return { text: run.output.text, map: outputMap(run.output, template.file) }
}

function* valueSteps(run: Run, expression: Expression): Steps<Value> {
  return yield* located(run, evaluate(run, expression, newScope(undefined)))
}

function* macroSteps(
  run: Run,
  macro: MacroValue,
  { positional = [], named = {} }: MacroArguments,
): Steps<MacroResult> {
  const args = { positional, named: new Map(Object.entries(named)) }
  const value = yield* located(run, callMacroSteps(run, macro, args))
  const marks = typeof value === 'string' ? (run.captured.get(value) ?? []) : []
  const text = str(value)
  return { value, text, map: outputMap({ text, marks: [...marks] }, macro.template.file) }
}

/** The steps, with errors that have their place. */
function* located<T>(run: Run, steps: Steps<T>): Steps<T> {
  try {
    return yield* steps
  } catch (thrown) {
    if (!isMacroReturn(thrown)) throw locate(run, thrown)
    const problem = '"return" is called outside of a macro'
    throw new GildError('template-macro-error', { problem }, { at: locationOf(run.frame, run.at) })
  }
}

function onlyExpression({ ast }: Template): Expression | undefined {
  const [only, ...more] = ast.body
  if (only?.kind !== 'print' || more.length > 0) return undefined
  return only.expressions.length === 1 ? only.expressions[0] : undefined
}

/** Runs steps that never wait. */
function finish<T>(steps: Steps<T>): T {
  const result = steps.next()
  return result.done === true ? result.value : bug('a render that may not wait has waited')
}

/** Runs steps to the end: at once up to the first promise, and after it as a promise. */
function drive<T>(steps: Steps<T>): T | Promise<T> {
  // The first step takes no value.
  const result = steps.next()
  return result.done === true ? result.value : driveOn(steps, result.value)
}

async function driveOn<T>(steps: Steps<T>, first: Promise<Value>): Promise<T> {
  let promise = first
  for (;;) {
    const result = await promise.then(
      value => () => steps.next(value),
      error => () => steps.throw(error),
    )
    const step = result()
    if (step.done === true) return step.value
    promise = step.value
  }
}
