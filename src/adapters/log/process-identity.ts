import { readFileSync } from 'node:fs'
import { isErrno } from './durable-file.ts'

/** Names a process for as long as it lives: a pid comes back, but not with the same start, and not across boots. */
export interface ProcessIdentity {
  readonly pid: number
  /** Clock ticks since boot; undefined where the system does not tell. */
  readonly start?: string | undefined
  readonly boot?: string | undefined
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, start: stat(process.pid)?.start, boot: bootId() }
}

/** False once the process is gone, also when another one has its pid. */
export function isAlive({ pid, start, boot }: ProcessIdentity): boolean {
  if (boot !== undefined && boot !== bootId()) return false
  if (!exists(pid)) return false
  const now = stat(pid)
  if (now === undefined) return true
  return !now.ended && (start === undefined || start === now.start)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user may not be signalled, but it is there.
    return !isErrno(error, 'ESRCH')
  }
}

// proc(5): the name in brackets may hold anything, so fields are counted after its end. Field 3 is the state, 22 the start.
function stat(pid: number): { readonly start: string | undefined; readonly ended: boolean } | undefined {
  const text = readOrUndefined(`/proc/${pid}/stat`)
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields === undefined) return undefined
  // A killed process that its parent has not waited for holds nothing any more.
  return { start: fields[19], ended: fields[0] === 'Z' || fields[0] === 'X' }
}

function bootId(): string | undefined {
  return readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim()
}

function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
