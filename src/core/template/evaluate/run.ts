import type { Location, MacroCall } from '../../../errors/location.ts'
import type { Context } from '../context.ts'
import type { Interpreter } from '../operations/builtin.ts'
import type { Expression, Span, Statement } from '../syntax/ast.ts'
import type { Template } from '../syntax/template.ts'
import type { Scope, Steps, UndefinedMode, Value } from '../values/value.ts'

/** The state of one render. */
export interface Run {
  readonly context: Context
  readonly mode: UndefinedMode
  readonly interpreter: Interpreter
  readonly rules: Rules
  /** Whether a host function may give a promise. */
  readonly mayWait: boolean
  /** Where each captured text came from, so that printing it later maps to there. */
  readonly captured: Map<string, readonly Mark[]>
  /** Where text goes now. */
  output: Output
  /** The template or macro that runs now. */
  frame: Frame
  /** What is evaluated now, for the place of an error. */
  at: Span
}

/** Text as it is written, with where it came from. */
export interface Output {
  text: string
  readonly marks: Mark[]
}

/** From this offset on, text came from there. */
export interface Mark {
  readonly offset: number
  readonly span: Span
  readonly frame: Frame
  /** The text is that of the span, character for character. */
  readonly exact: boolean
}

/** One activation of a template or macro. */
export interface Frame {
  readonly template: Template
  /** Undefined for the template itself. */
  readonly macro: string | undefined
  /** The call in the template of the parent. */
  readonly callSite: Span | undefined
  readonly parent: Frame | undefined
  readonly depth: number
}

/** The rules that macros come back to; passed down, because files do not import each other in a circle. */
export interface Rules {
  body(run: Run, body: readonly Statement[], scope: Scope): Steps<Signal>
  evaluate(run: Run, expression: Expression, scope: Scope): Steps<Value>
}

/** What ended a body before its end. */
export type Signal = 'break' | 'continue' | undefined

/** A place in the template that runs now, with the macro calls that led there. */
export function locationOf(frame: Frame, span: Span): Location {
  const location = frame.template.location(span)
  const calls = callsOf(frame)
  return calls.length === 0 ? location : { ...location, calls }
}

/** Innermost first. A macro called from outside of any template has no call. */
export function callsOf(frame: Frame): readonly MacroCall[] {
  const calls: MacroCall[] = []
  for (let f: Frame | undefined = frame; f !== undefined; f = f.parent) {
    if (f.macro === undefined || f.callSite === undefined || f.parent === undefined) continue
    const { template } = f.parent
    calls.push({ macro: f.macro, file: template.file, ...template.position(f.callSite.start) })
  }
  return calls
}
