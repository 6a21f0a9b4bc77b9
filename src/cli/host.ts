import { randomUUID } from 'node:crypto'
import type { Runtime } from '../ports/runtime.ts'

/** What a command line needs of its process. Tests pass their own. */
export interface Host {
  readonly version: string
  readonly cwd: string
  readonly platform: string
  readonly stdout: HostStream
  readonly stderr: HostStream
  readonly runtime: Runtime
  /** Calls back for each Ctrl-C or SIGTERM. Returns a function that stops listening. */
  onInterrupt(listener: () => void): () => void
  /** Calls back once, before the process ends however it ends. */
  onExit(listener: () => void): () => void
  /** Ends the process now. */
  kill(exitCode: number): void
}

export interface HostStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
}

/** The real process: its streams, clock, environment and signals. */
export function hostOfProcess(version: string): Host {
  // A reader that has seen enough (`gild ls | head -1`) closes the pipe: that is no error.
  process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 2))
  return {
    version,
    cwd: process.cwd(),
    platform: process.platform,
    stdout: process.stdout,
    stderr: process.stderr,
    runtime: {
      clock: { now: () => Date.now() },
      ids: { uuid: () => randomUUID() },
      env: name => process.env[name],
    },
    onInterrupt: listener => listen(['SIGINT', 'SIGTERM'], listener),
    onExit: listener => listen(['exit'], listener),
    kill: exitCode => process.exit(exitCode),
  }
}

/** Ends the process when what it printed has left it, so that a handle left open cannot keep it alive. */
export async function endProcess(exitCode: number): Promise<void> {
  process.exitCode = exitCode
  await Promise.all(
    [process.stdout, process.stderr].map(stream => new Promise(done => stream.write('', done))),
  )
  process.exit(exitCode)
}

function listen(events: readonly string[], listener: () => void): () => void {
  for (const event of events) process.on(event, listener)
  return () => {
    for (const event of events) process.off(event, listener)
  }
}
