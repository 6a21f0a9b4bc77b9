import { bug } from '../../errors/bug.ts'
import type { Context } from './context.ts'
import type { SourceMap } from './source-map.ts'
import type { Template } from './syntax/template.ts'
import type { MacroValue, UndefinedMode, Value } from './values/value.ts'

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
  _template: Template,
  _context: Context,
  _options: RenderOptions = {},
): RenderResult | Promise<RenderResult> {
  return bug('not built yet')
}

/** Renders without waiting: a host function that gives a promise is the error `template-async`. */
export function renderSync(
  _template: Template,
  _context: Context,
  _options: RenderOptions = {},
): RenderResult {
  return bug('not built yet')
}

/** The value itself of a template that is exactly one `{{ expression }}`, else the text. Never waits. */
export function renderNative(_template: Template, _context: Context, _options: RenderOptions = {}): Value {
  return bug('not built yet')
}

export interface MacroArguments {
  readonly positional?: readonly Value[]
  readonly named?: Readonly<Record<string, Value>>
}

export interface MacroResult extends RenderResult {
  /** What `return()` gave, else the text. */
  readonly value: Value
}

/** Calls a macro from outside of any template (`generate_schema_name`, a materialization). */
export function callMacro(
  _macro: MacroValue,
  _arguments: MacroArguments,
  _environment: { readonly context: Context; readonly options?: RenderOptions },
): MacroResult | Promise<MacroResult> {
  return bug('not built yet')
}

export function callMacroSync(
  _macro: MacroValue,
  _arguments: MacroArguments,
  _environment: { readonly context: Context; readonly options?: RenderOptions },
): MacroResult {
  return bug('not built yet')
}
