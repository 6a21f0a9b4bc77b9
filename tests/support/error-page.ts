import type { ErrorEntry } from '../../src/errors/entry.ts'
import { type ErrorCode, errorTable } from '../../src/errors/error-table.ts'
import { GildError } from '../../src/errors/gild-error.ts'
import { errorSamples } from './error-samples.ts'

interface Area {
  readonly title: string
  readonly codes: readonly ErrorCode[]
}

/** docs/errors.md: every code with what it says, by area. */
export function errorPage(areas: readonly Area[]): string {
  const intro = [
    '# Errors',
    '',
    'Every error has a code, which never changes. This page lists them all; the names in the sentences are examples.',
    'Exit code 2 means that nothing was run: the project or the command line is wrong. Exit code 1 means that a node failed.',
    '',
    '<!-- Generated from src/errors/table: run `npx vitest run --root . -u tests/unit/errors`. -->',
  ]
  return `${[...intro, ...areas.flatMap(section)].join('\n')}\n`
}

/** Every message and hint as it is printed. */
export function errorTexts(): string {
  return codes().map(textOf).join('\n')
}

export function codes(): readonly ErrorCode[] {
  return Object.keys(errorTable) as ErrorCode[]
}

/** An error of that code for each of its samples. */
export function sampleErrors(code: ErrorCode): readonly GildError[] {
  return errorSamples[code].map(params => new GildError(code, params))
}

function textOf(code: ErrorCode): string {
  const lines = sampleErrors(code).flatMap(({ message, hint }) => [
    `error[${code}]: ${message}`,
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ])
  return `${lines.join('\n')}\n`
}

function section({ title, codes: list }: Area): readonly string[] {
  return ['', `## ${title}`, ...list.flatMap(entryLines)]
}

function entryLines(code: ErrorCode): readonly string[] {
  const { title, stage = 'usage', retryable } = errorTable[code] as ErrorEntry<never>
  const [error] = sampleErrors(code)
  const facts = [
    `exit code ${stage === 'run' ? 1 : 2}`,
    ...(retryable ? ['the same command may work later'] : []),
  ]
  const hint = error?.hint === undefined ? [] : ['', error.hint]
  return [
    '',
    `### ${code}`,
    '',
    `**${title}** (${facts.join(', ')})`,
    '',
    `> ${error?.message ?? ''}`,
    ...hint,
  ]
}
