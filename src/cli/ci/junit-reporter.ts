import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { GildError } from '../../errors/gild-error.ts'
import type { NodeOutcome, RunEvent } from '../../ports/run-event.ts'
import { collectProblems } from '../problems/collect.ts'
import type { Reporter } from '../report/reporter.ts'
import { junitXml } from './junit-xml.ts'

/** Writes the run to a JUnit file when it is closed, however the run ended. Closing it throws `output-unwritable`. */
export function openJunitReporter(file: string): Reporter {
  const outcomes: NodeOutcome[] = []
  const problems: unknown[] = []
  let project = 'project'
  let elapsedMs = 0
  let written: string | undefined
  return { onEvent, onProblems, onNotice: () => undefined, close }

  function onEvent(event: RunEvent): void {
    if (event.kind === 'run-started') project = event.project
    if (event.kind === 'node-finished') outcomes.push(event)
    if (event.kind === 'run-finished') elapsedMs = event.elapsedMs
  }

  function onProblems(error: unknown): void {
    problems.push(...collectProblems([error]))
  }

  function close(): void {
    const text = junitXml({ project, outcomes, elapsedMs, problems })
    if (text !== written) write(file, text)
    written = text
  }
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (cause) {
    throw new GildError('output-unwritable', { file }, { cause })
  }
}
