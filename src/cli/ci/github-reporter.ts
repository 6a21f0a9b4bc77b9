import { relative, resolve } from 'node:path'
import { GildError } from '../../errors/gild-error.ts'
import type { Location } from '../../errors/location.ts'
import type { NodeOutcome, RunEvent } from '../../ports/run-event.ts'
import { collectProblems, entryOf, isCancellation } from '../problems/collect.ts'
import type { Reporter } from '../report/reporter.ts'

export interface GithubOptions {
  readonly write: (text: string) => void
  /** The folder of project.yml, which places are relative to. */
  readonly projectFolder: string
  /** Of the repository: what annotations are relative to. */
  readonly workspace: string
}

/** Marks the lines of a pull request that are wrong: GitHub reads these commands from what a step prints. */
export function openGithubReporter(options: GithubOptions): Reporter {
  const told = new Set<string>()
  return { onEvent, onProblems, onNotice: () => undefined, close: () => undefined }

  function onEvent(event: RunEvent): void {
    if (event.kind === 'warning') tell({ level: 'warning', title: 'Warning', ...event })
    if (event.kind !== 'node-finished') return
    const { status } = event
    if (event.resourceType === 'test' && status === 'fail') tell({ ...testNote(event), level: 'error' })
    else if (status === 'warn') tell({ ...testNote(event), level: 'warning' })
    else if (status === 'error' || status === 'fail') onProblems(event.error ?? event.message)
  }

  function onProblems(error: unknown): void {
    for (const problem of collectProblems([error])) if (!isCancellation(problem)) tell(problemNote(problem))
  }

  function tell(note: Note): void {
    const line = command(note, options)
    if (!told.has(line)) options.write(`${line}\n`)
    told.add(line)
  }
}

interface Note {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  readonly hint?: string | undefined
  readonly at?: Location | undefined
}

function testNote({ name, message, at }: NodeOutcome): Omit<Note, 'level'> {
  return { title: `Data test ${name}`, message: message ?? name, at, hint: `gild show ${name}` }
}

function problemNote(problem: unknown): Note {
  if (!(problem instanceof GildError))
    return { level: 'error', title: 'Bug in gild', message: String(problem) }
  const { message, hint, at } = problem
  return { level: 'error', title: entryOf(problem).title, message, hint, at }
}

function command({ level, title, message, hint, at }: Note, options: GithubOptions): string {
  const { line, endLine, column, endColumn } = at ?? {}
  const isOneLine = endLine === undefined || endLine === line
  const properties = {
    file: at === undefined ? undefined : fileText(at.file, options),
    line,
    endLine,
    // GitHub takes columns only of what begins and ends on one line.
    col: isOneLine ? column : undefined,
    endColumn: isOneLine ? endColumn : undefined,
    title,
  }
  const given = Object.entries(properties).filter(([, value]) => value !== undefined)
  const list = given.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')
  return `::${level} ${list}::${escapeData(hint === undefined ? message : `${message}\n${hint}`)}`
}

function fileText(file: string, { projectFolder, workspace }: GithubOptions): string {
  return relative(workspace, resolve(projectFolder, file)).replaceAll('\\', '/')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
