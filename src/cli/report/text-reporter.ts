import type { LastRun, NodeOutcome, RunEvent } from '../../ports/run-event.ts'
import type { Clock } from '../../ports/runtime.ts'
import { collectProblems, isCancellation } from '../problems/collect.ts'
import { placeText, printProblem } from '../problems/print-problem.ts'
import { paint } from '../style.ts'
import type { Output, Style } from '../terminal.ts'
import { foldedLine, isFolded } from './folded-tests.ts'
import { type LiveWindow, openLiveWindow } from './live-window.ts'
import { nodeLine } from './node-line.ts'
import type { Reporter } from './reporter.ts'
import { failedTestLines, summaryLine } from './summary.ts'
import { addToTally, emptyTally } from './tally.ts'
import { timeLeft } from './time-left.ts'
import { type RunState, windowLines } from './window-lines.ts'

export interface TextReporterOptions {
  readonly output: Output
  readonly clock: Clock
  /** Prints only what is wrong, when the run has ended. */
  readonly quiet: boolean
  readonly debug: boolean
  readonly readSource: (file: string) => string | undefined
}

type Started = Extract<RunEvent, { kind: 'run-started' }>
type Warning = Extract<RunEvent, { kind: 'warning' }>
type Finished = Extract<RunEvent, { kind: 'run-finished' }>

/** For people: a header, a line for each finished node, what went wrong, and a summary. */
export function openTextReporter(options: TextReporterOptions): Reporter {
  const { output, clock, quiet } = options
  const { style } = output
  let run: Pick<Started, 'total' | 'longestName' | 'lastRun'> = { total: 0, longestName: 0 }
  let tally = emptyTally
  const running = new Map<string, number>()
  const outcomes: NodeOutcome[] = []
  const warned = new Set<string>()
  let window: LiveWindow | undefined

  return { onEvent, onProblems, onNotice: text => print(`${text}\n`), close: () => window?.close() }

  function onEvent(event: RunEvent): void {
    if (event.kind === 'run-started') start(event)
    else if (event.kind === 'node-finished') finishNode(event)
    else if (event.kind === 'node-started') running.set(event.id, clock.now())
    else if (event.kind === 'warning') warn(event)
    else if (event.kind === 'run-finished') finish(event)
    else if (!quiet || event.level === 'print') print(`${event.message}\n`)
  }

  // A view that several models read is compiled several times, and warns each time.
  function warn(warning: Warning): void {
    const text = warningText(warning, style)
    if (!warned.has(text)) print(text)
    warned.add(text)
  }

  function start(event: Started): void {
    run = event
    if (quiet) return
    print(`${header(event, style)}\n\n`)
    if (output.live) window = openLiveWindow(output, () => windowLines(state(), { now: clock.now(), output }))
  }

  function state(): RunState {
    const leftMs = timeLeft({ lastRun: run.lastRun, total: run.total, outcomes, running, now: clock.now() })
    return { running: namesOf(running, run.lastRun), tally, total: run.total, leftMs }
  }

  function finishNode(outcome: NodeOutcome): void {
    running.delete(outcome.id)
    outcomes.push(outcome)
    tally = addToTally(tally, outcome)
    if (quiet || isFolded(outcome)) return
    print(`${nodeLine(outcome, { ...run, style, columns: output.columns() })}\n${note(outcome, style)}`)
  }

  function finish({ elapsedMs, cancelled }: Finished): void {
    window?.close()
    if (!quiet) print(foldedLine(outcomes, style))
    const failedTests = failedTestLines(outcomes, { style, columns: output.columns() })
    if (!quiet || failedTests.length > 0) print('\n')
    for (const line of failedTests) print(`${line}\n`)
    onProblems(new AggregateError(outcomes.flatMap(nodeErrors)))
    if (quiet) return
    if (outcomes.length === 0 && !cancelled) print('Nothing to do: no node is selected.\n')
    const slowest = elapsedMs < 2000 ? undefined : slowestOf(outcomes)
    print(`${summaryLine({ tally, elapsedMs, cancelled, slowest, style })}\n`)
  }

  function onProblems(error: unknown): void {
    for (const text of problemTexts(error, options)) print(text)
  }

  function print(text: string): void {
    if (window === undefined) output.write(text)
    else window.print(text)
  }
}

function problemTexts(error: unknown, options: TextReporterOptions): readonly string[] {
  const { style, columns } = options.output
  const print = { ...options, style, width: columns() ?? 120 }
  const problems = collectProblems([error]).filter(problem => !isCancellation(problem))
  return problems.map(problem => `${printProblem(problem, print)}\n`)
}

function header({ version, project, target, engine, threads }: Started, style: Style): string {
  const parts = [`project ${project}`, `target ${target}`, engine, `threads ${threads}`]
  return [paint(style, 'bold', `gild ${version}`), ...parts.map(part => paint(style, 'dim', part))].join('  ')
}

function namesOf(running: ReadonlyMap<string, number>, lastRun: LastRun | undefined): RunState['running'] {
  return [...running].map(([id, since]) => ({ name: nameOf(id), since, lastMs: lastRun?.nodeMs.get(id) }))
}

// `model.shop.orders` -> `orders`: a started node is known by its id only.
function nameOf(id: string): string {
  const parts = id.split('.')
  return (parts[0] === 'test' ? parts[2] : parts.at(-1)) ?? id
}

function warningText({ message, at, hint }: Warning, style: Style): string {
  const lines = [
    `  ${paint(style, 'yellow', '!')} ${message.replaceAll('\n', '\n    ')}`,
    ...(at === undefined ? [] : [`    ${paint(style, 'cyan', '-->')} ${placeText(at)}`]),
    ...(hint === undefined ? [] : [`    ${paint(style, 'cyan', 'hint:')} ${hint}`]),
  ]
  return `${lines.join('\n')}\n`
}

// What a node wants said although it went well.
function note({ status, message }: NodeOutcome, style: Style): string {
  if (status !== 'success' || message === undefined) return ''
  return `      ${paint(style, 'yellow', 'note:')} ${message}\n`
}

// A failed data test is told among the failed tests; a unit test that failed says itself what differs.
function nodeErrors({ status, resourceType, error }: NodeOutcome): readonly unknown[] {
  return error === undefined || (status === 'fail' && resourceType === 'test') ? [] : [error]
}

function slowestOf(outcomes: readonly NodeOutcome[]): NodeOutcome | undefined {
  if (outcomes.length < 2) return undefined
  return outcomes.reduce((slow, next) => (timeOf(next) > timeOf(slow) ? next : slow))
}

function timeOf({ compileMs, executeMs }: NodeOutcome): number {
  return compileMs + executeMs
}
