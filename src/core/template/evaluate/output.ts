import type { Span } from '../syntax/ast.ts'
import type { Output, Run } from './run.ts'

export function newOutput(): Output {
  return { text: '', marks: [] }
}

/** Captured text shorter than this is not recognized again: it may well be another one of the same letters. */
const shortestRecognized = 6

/** Literal text of the template. */
export function emitData(run: Run, text: string, span: Span): void {
  const { output } = run
  output.marks.push({ offset: output.text.length, span, frame: run.frame, exact: true })
  output.text += text
}

/** What an expression gave. Text that was captured before keeps the places it has. */
export function emit(run: Run, text: string, span: Span): void {
  if (text === '') return
  const { output } = run
  const base = output.text.length
  const marks = text.length < shortestRecognized ? undefined : run.captured.get(text)
  if (marks === undefined) output.marks.push({ offset: base, span, frame: run.frame, exact: false })
  else for (const mark of marks) output.marks.push({ ...mark, offset: base + mark.offset })
  output.text += text
}

/** The text of an output that will be a value. */
export function remember(run: Run, { text, marks }: Output): string {
  if (text.length >= shortestRecognized) run.captured.set(text, marks)
  return text
}
