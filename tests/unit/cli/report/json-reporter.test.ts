import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openJsonReporter } from '../../../../src/cli/report/json-reporter.ts'
import { jsonText } from '../../../../src/cli/report/json-text.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import type { RunEvent } from '../../../../src/ports/run-event.ts'
import { recordedRun } from '../../../support/recorded-run.ts'

test('each event is one line of JSON with stable names', async () => {
  await expect(report(recordedRun)).toMatchFileSnapshot('../../../golden/cli/run.jsonl')
})

test('every line parses, and the counts of the last add up', () => {
  const lines = report(recordedRun)
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const { pass, warn, error, skip, no_op, total } = lines.at(-1)
  expect(pass + warn + error + skip + no_op).toBe(total)
  expect(total).toBe(14)
})

test('docs/json-log.md lists every event and every field', () => {
  const documented = readFileSync('docs/json-log.md', 'utf8')
  const names = new Set(['event', 'time'])
  for (const line of report(recordedRun).trimEnd().split('\n')) collectNames(JSON.parse(line), names)
  expect([...names].filter(name => !documented.includes(`\`${name}\``))).toEqual([])
})

test('quiet writes only what is wrong, and what templates print', () => {
  const events = report(recordedRun, true)
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(new Set(events.map(({ event, status }) => status ?? event))).toEqual(
    new Set(['warning', 'warn', 'error', 'fail', 'message']),
  )
})

test('problems outside of nodes are events too, each once', () => {
  const lines: string[] = []
  const reporter = openJsonReporter({
    write: text => lines.push(text),
    clock: { now: () => 0 },
    quiet: false,
  })
  const error = new GildError(
    'unknown-node',
    { name: 'order', closest: 'orders' },
    { at: { file: 'a.sql', line: 2, endLine: 3 } },
  )
  reporter.onProblems(new AggregateError([error, error]))
  expect(lines.map(line => JSON.parse(line))).toEqual([
    {
      event: 'error',
      time: '1970-01-01T00:00:00.000Z',
      error: {
        code: 'unknown-node',
        message: 'The project has no model, seed, source or test "order".',
        hint: 'Did you mean "orders"?',
        retryable: false,
        at: { file: 'a.sql', line: 2, end_line: 3 },
      },
    },
  ])
})

test('integers that JSON readers would round are texts', () => {
  expect(jsonText({ a: 9007199254740991n, b: 9007199254740993n, c: -5n })).toBe(
    '{"a":9007199254740991,"b":"9007199254740993","c":-5}',
  )
})

function collectNames(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) names.add(name)
    if (name === 'event') names.add(String(inner))
    // Their names are those of columns.
    if (name !== 'bad_rows') collectNames(inner, names)
  }
}

function report(events: readonly RunEvent[], quiet = false): string {
  let text = ''
  const clock = { now: () => Date.UTC(2025, 0, 1) }
  const reporter = openJsonReporter({ write: line => (text += line), clock, quiet })
  for (const event of events) reporter.onEvent(event)
  return text
}
