import { GildError } from '../../errors/gild-error.ts'
import type { QueryResult } from '../../ports/relation.ts'
import type { NodeOutcome } from '../../ports/run-event.ts'
import { collectProblems } from '../problems/collect.ts'
import { placeText } from '../problems/print-problem.ts'
import { plural } from '../quantity.ts'
import { valueText } from '../table/value-text.ts'

export interface JunitRun {
  readonly project: string
  readonly outcomes: readonly NodeOutcome[]
  readonly elapsedMs: number
  /** What ended the command outside any node. */
  readonly problems: readonly unknown[]
}

/** A run as JUnit's XML: one suite for each kind of node, one case for each node. */
export function junitXml({ project, outcomes, elapsedMs, problems }: JunitRun): string {
  const kinds = [...new Set(outcomes.map(({ resourceType }) => resourceType))]
  const suites = kinds.map(kind =>
    suite(`${project}.${kind}`, outcomes.filter(({ resourceType }) => resourceType === kind).map(testCase)),
  )
  if (problems.length > 0) suites.push(suite(project, [brokenProject(project, problems)]))
  const all = suites.flatMap(({ cases }) => cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'gild', ...counts(all), time: seconds(elapsedMs) })}>`,
    ...suites.flatMap(({ name, cases }) => suiteLines(name, cases)),
    '</testsuites>',
    '',
  ].join('\n')
}

interface Suite {
  readonly name: string
  readonly cases: readonly Case[]
}

interface Case {
  readonly name: string
  readonly file: string | undefined
  readonly line: number | undefined
  readonly ms: number
  readonly result: 'passed' | 'failures' | 'errors' | 'skipped'
  readonly message: string
  readonly type: string
  readonly details: string
}

function suite(name: string, cases: readonly Case[]): Suite {
  return { name, cases }
}

function testCase(outcome: NodeOutcome): Case {
  const { name, at, compileMs, executeMs, message = '' } = outcome
  const problems = outcome.error === undefined ? [] : collectProblems([outcome.error])
  const [problem] = problems
  return {
    name,
    file: at?.file,
    line: at?.line,
    ms: compileMs + executeMs,
    result: resultOf[outcome.status],
    message,
    type: problem instanceof GildError ? problem.code : outcome.status,
    details:
      outcome.badRows === undefined ? problems.map(problemText).join('\n\n') : rowsText(outcome.badRows),
  }
}

// A data test that only warns has not failed.
const resultOf = {
  success: 'passed',
  pass: 'passed',
  warn: 'passed',
  'no-op': 'passed',
  fail: 'failures',
  error: 'errors',
  skipped: 'skipped',
} satisfies Record<NodeOutcome['status'], Case['result']>

function brokenProject(project: string, problems: readonly unknown[]): Case {
  const [first] = problems
  return {
    name: project,
    file: undefined,
    line: undefined,
    ms: 0,
    result: 'errors',
    message: plural(problems.length, 'problem'),
    type: first instanceof GildError ? first.code : 'bug',
    details: problems.map(problemText).join('\n\n'),
  }
}

function rowsText({ columns, rows: bad }: QueryResult): string {
  const head = columns.map(({ name }) => name).join(', ')
  const rows = bad.map(row => row.map(valueText).join(', '))
  return [head, ...rows].join('\n')
}

function problemText(problem: unknown): string {
  if (!(problem instanceof GildError)) return String(problem)
  const place = problem.at === undefined ? [] : [`--> ${placeText(problem.at)}`]
  const hint = problem.hint === undefined ? [] : [`hint: ${problem.hint}`]
  return [problem.message, ...place, ...hint].join('\n')
}

function suiteLines(name: string, cases: readonly Case[]): readonly string[] {
  const time = seconds(cases.reduce((sum, { ms }) => sum + ms, 0))
  return [
    `  <testsuite${attributes({ name, ...counts(cases), time })}>`,
    ...cases.flatMap(one => caseLines(name, one)),
    '  </testsuite>',
  ]
}

const elementOf = { failures: 'failure', errors: 'error', skipped: 'skipped' } as const

function caseLines(suiteName: string, one: Case): readonly string[] {
  const { name, file, line, result, message, type, details } = one
  const open = `    <testcase${attributes({ name, classname: suiteName, time: seconds(one.ms), file, line })}`
  if (result === 'passed') return [`${open}/>`]
  const element = elementOf[result]
  const why = attributes(result === 'skipped' ? { message } : { message, type })
  const inner =
    details === '' ? `<${element}${why}/>` : `<${element}${why}>${escapeXml(details)}</${element}>`
  return [`${open}>`, `      ${inner}`, '    </testcase>']
}

function counts(cases: readonly Case[]) {
  const number = (result: Case['result']) => cases.filter(one => one.result === result).length
  const [failures, errors, skipped] = [number('failures'), number('errors'), number('skipped')]
  return { tests: cases.length, failures, errors, skipped }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return given
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// XML 1.0 has no way to write control characters but these three.
const notXml = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

function escapeXml(text: string): string {
  return text.replace(notXml, '\ufffd').replace(/[&<>"]/g, c => entities[c] ?? c)
}
