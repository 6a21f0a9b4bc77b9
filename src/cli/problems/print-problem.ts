import { GildError } from '../../errors/gild-error.ts'
import type { Location } from '../../errors/location.ts'
import { paint } from '../style.ts'
import type { Style } from '../terminal.ts'
import { codeFrame } from './code-frame.ts'

export interface PrintOptions {
  readonly style: Style
  /** Cells of a line; 120 where lines may have any length. */
  readonly width: number
  /** The text of a file that a location names; undefined when it cannot be read. */
  readonly readSource: (file: string) => string | undefined
  /** Adds stack traces. */
  readonly debug: boolean
}

/** One problem as a person reads it: code, sentence, place with excerpt, macro calls, hint. Ends with a newline. */
export function printProblem(problem: unknown, options: PrintOptions): string {
  const lines = problem instanceof GildError ? describeError(problem, options) : describeBug(problem, options)
  return `${lines.join('\n')}\n`
}

function describeError(error: GildError, options: PrintOptions): readonly string[] {
  const { style, debug } = options
  const lines = [`${heading(error.code, style)} ${indentRest(paint(style, 'bold', error.message))}`]
  if (error.at !== undefined) lines.push(...describePlace(error.at, options))
  if (error.hint !== undefined) lines.push(`  ${paint(style, 'cyan', 'hint:')} ${indentRest(error.hint)}`)
  if (debug) lines.push(...stackOf(error, style))
  return lines
}

function describePlace(at: Location, options: PrintOptions): readonly string[] {
  const { style } = options
  const lines = [`  ${paint(style, 'cyan', '-->')} ${placeText(at)}`, ...frameOf(at, options, 2)]
  const calls = at.calls ?? []
  for (const [i, { macro, ...call }] of calls.entries()) {
    lines.push(`  in macro ${macro}, called from ${placeText(call)}`)
    if (i === calls.length - 1) lines.push(...frameOf(call, options, 0))
  }
  return lines
}

function frameOf(
  at: Location,
  { readSource, style, width }: PrintOptions,
  context: number,
): readonly string[] {
  const source = at.line === undefined ? undefined : readSource(at.file)
  if (source === undefined) return []
  const frame = codeFrame(source, at, { style, width, before: context, after: context === 0 ? 0 : 1 })
  return frame === undefined ? [] : [frame]
}

/** `models/a.sql:3:7`, as far as it is known. */
export function placeText({ file, line, column }: Location): string {
  return [file, line, line === undefined ? undefined : column].filter(part => part !== undefined).join(':')
}

function describeBug(problem: unknown, { style, debug }: PrintOptions): readonly string[] {
  const lines = [
    `${heading('bug', style)} ${indentRest(paint(style, 'bold', bugText(problem)))}`,
    '  This is a mistake of gild, not of your project.',
    `  ${paint(style, 'cyan', 'hint:')} Please report it, with what "--debug" adds to this message.`,
  ]
  return debug ? [...lines, ...stackOf(problem, style)] : lines
}

// `bug()` says in its message what the lines below say.
function bugText(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem)
  const text = problem.message.replace(/^Bug in gild: ([\s\S]*)\. Please report it\.$/, '$1')
  return problem.name === 'Error' ? text : `${problem.name}: ${text}`
}

function heading(code: string, style: Style): string {
  return paint(style, 'red', `error[${code}]:`)
}

function stackOf(error: unknown, style: Style): readonly string[] {
  if (!(error instanceof Error)) return []
  const own = (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at '))
  const lines = own.map(line => paint(style, 'dim', `    ${line.trim()}`))
  if (error.cause === undefined) return lines
  const cause =
    error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : String(error.cause)
  return [...lines, `  caused by ${indentRest(cause)}`, ...stackOf(error.cause, style)]
}

function indentRest(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n    ')
}
