import { GildError } from '../../errors/gild-error.ts'
import type { DeltaTable } from '../table.ts'
import type { Action } from './actions.ts'
import { commitPath } from './file-names.ts'
import { type JsonValue, parseJson, parseJsonSequence } from './json.ts'
import { readAction } from './read-action.ts'

export interface Commit {
  readonly version: number
  readonly actions: readonly Action[]
}

/** The actions of a commit; undefined when there is no such version. Throws `delta-log-corrupt`. */
export async function readCommit(table: DeltaTable, version: number): Promise<Commit | undefined> {
  const path = commitPath(version)
  const data = await table.storage.read(path)
  if (data === undefined) return undefined
  return { version, actions: parseActions(table.name, path, new TextDecoder().decode(data)) }
}

/** The commits from `from` to `to`, both included, in order. Throws `delta-log-incomplete` when one is missing. */
export async function readCommits(table: DeltaTable, from: number, to: number): Promise<readonly Commit[]> {
  const commits: Commit[] = []
  for (let start = from; start <= to; start += concurrentReads) {
    const versions = Array.from({ length: Math.min(concurrentReads, to - start + 1) }, (_, i) => start + i)
    for (const [i, commit] of (await Promise.all(versions.map(v => readCommit(table, v)))).entries()) {
      if (commit === undefined) {
        throw new GildError('delta-log-incomplete', { table: table.name, from: start + i, to: start + i })
      }
      commits.push(commit)
    }
  }
  return commits
}

/** The actions of a file with one action a line. Actions that readers must ignore are left out. Throws `delta-log-corrupt`. */
export function parseActions(table: string, file: string, source: string): readonly Action[] {
  const actions: Action[] = []
  try {
    for (const value of parseLines(source)) {
      const action = readAction(value)
      if (action !== undefined) actions.push(action)
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof TypeError)) throw cause
    throw new GildError('delta-log-corrupt', { table, file, problem: cause.message }, { cause })
  }
  return actions
}

// On object stores a read takes long and many run at once; local storage reads small files without waiting.
const concurrentReads = 32

function parseLines(source: string): readonly JsonValue[] {
  try {
    return source
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(parseJson)
  } catch (error) {
    // Some writers spread an action over several lines.
    if (error instanceof SyntaxError) return parseJsonSequence(source)
    throw error
  }
}
