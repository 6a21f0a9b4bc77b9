import { expect, test } from 'vitest'
import { openTextReporter } from '../../../../src/cli/report/text-reporter.ts'
import { openTerminal } from '../../../../src/cli/terminal.ts'
import type { RunEvent } from '../../../../src/ports/run-event.ts'
import { type CliHostOptions, cliHost } from '../../../support/cli-host.ts'
import { recordedRun, recordedSource } from '../../../support/recorded-run.ts'

const golden = (name: string) => `../../../golden/cli/${name}.txt`

test('a run reads well where nothing is known of the reader', async () => {
  await expect(report(recordedRun)).toMatchFileSnapshot(golden('run'))
})

test('a run reads well in ASCII', async () => {
  await expect(report(recordedRun, { env: { LC_ALL: 'C' } })).toMatchFileSnapshot(golden('run-ascii'))
})

test('a run fits a terminal of 80 columns', async () => {
  const text = report(recordedRun, { tty: true, columns: 80, env: { CI: '1', NO_COLOR: '1' } })
  await expect(text).toMatchFileSnapshot(golden('run-80-columns'))
})

test('quiet tells only what is wrong', async () => {
  await expect(report(recordedRun, {}, { quiet: true })).toMatchFileSnapshot(golden('run-quiet'))
})

test('quiet says nothing of a run without problems but what templates print', () => {
  const fine = recordedRun.filter(
    e => e.kind !== 'warning' && !(e.kind === 'node-finished' && isBad(e.status)),
  )
  expect(report(fine, {}, { quiet: true })).toBe('3 states are new.\n')
})

test('colours appear on a terminal only', () => {
  expect(report(recordedRun)).not.toContain('\x1b')
  expect(report(recordedRun, { tty: true, env: { CI: '1' } })).toContain('\x1b[32m✓\x1b[39m')
  expect(report(recordedRun, { tty: true, env: { CI: '1', NO_COLOR: '1', FORCE_COLOR: '1' } })).not.toContain(
    '\x1b[3',
  )
})

test('an error that reaches two nodes is printed once', () => {
  expect(report(recordedRun).match(/error\[sql-error\]/g)).toHaveLength(1)
})

test('the parts of the summary add up to its total', () => {
  const numbers = /PASS (\d+) WARN (\d+) ERROR (\d+) SKIP (\d+) NO-OP (\d+) TOTAL (\d+)/.exec(
    report(recordedRun),
  )
  const [pass, warn, error, skip, noOp, total] = (numbers ?? []).slice(1).map(Number)
  expect([pass, warn, error, skip, noOp]).toEqual([5, 1, 4, 1, 3])
  expect(total).toBe(14)
})

test('a warning is told once', () => {
  const warning: RunEvent = { kind: 'warning', id: 'model.shop.a', message: 'mind the gap\nhere' }
  const text = report([...recordedRun.slice(0, 2), warning, warning])
  expect(text.split('  ! mind the gap\n    here\n')).toHaveLength(2)
})

test('a cancelled run says so', () => {
  const events: RunEvent[] = [
    ...recordedRun.slice(0, 4),
    { kind: 'run-finished', runId: 'run-1', elapsedMs: 1200, cancelled: true },
  ]
  expect(report(events)).toContain('Cancelled after 1.20s')
})

test('a run of nothing says so', () => {
  const events: RunEvent[] = [
    ...recordedRun.slice(0, 1),
    { kind: 'run-finished', runId: 'run-1', elapsedMs: 12, cancelled: false },
  ]
  expect(report(events)).toContain('Nothing to do: no node is selected.')
})

function isBad(status: string): boolean {
  return status === 'fail' || status === 'error' || status === 'warn'
}

function report(events: readonly RunEvent[], host: CliHostOptions = {}, { quiet = false } = {}): string {
  const process = cliHost(host)
  const { err } = openTerminal(process, true)
  const reporter = openTextReporter({
    output: err,
    clock: process.runtime.clock,
    quiet,
    debug: false,
    readSource: recordedSource,
  })
  for (const event of events) reporter.onEvent(event)
  reporter.close()
  return process.printed.stderr
}
