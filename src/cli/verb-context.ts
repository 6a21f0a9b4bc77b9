import { resolve } from 'node:path'
import type { Call } from './argv/call.ts'
import type { Host } from './host.ts'
import type { Reporter } from './report/reporter.ts'
import type { Output } from './terminal.ts'

/** What a command of the command line works with. */
export interface VerbContext {
  readonly host: Host
  readonly call: Call
  readonly signal: AbortSignal
  readonly reporter: Reporter
  /** For data. */
  readonly out: Output
  /** For narration that no reporter knows. */
  readonly err: Output
}

/** Runs a command and returns the exit code. */
export type RunVerb = (context: VerbContext) => Promise<number>

/** Where to look for project.yml: there, then above. Absolute. */
export function projectDirOf({ options }: Call, { cwd }: Pick<Host, 'cwd'>): string {
  return resolve(cwd, options.projectDir ?? '.')
}
