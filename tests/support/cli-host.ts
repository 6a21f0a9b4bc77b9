import type { Host, HostStream } from '../../src/cli/host.ts'

export interface CliHost extends Host {
  readonly printed: { stdout: string; stderr: string }
  /** What Ctrl-C does. */
  interrupt(): void
  readonly killedWith: number[]
}

export interface CliHostOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly tty?: boolean
  readonly columns?: number
  readonly platform?: string
  /** Milliseconds since the epoch; each look at the clock moves it by 1 ms when absent. */
  readonly now?: () => number
}

/** A process whose output is kept and whose clock, environment and signals are the test's. */
export function cliHost({
  cwd = '/nowhere',
  env = {},
  tty = false,
  columns = 100,
  ...options
}: CliHostOptions = {}): CliHost {
  const printed = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  const killedWith: number[] = []
  let clock = Date.UTC(2025, 0, 1)
  return {
    version: '0.1.0',
    cwd,
    platform: options.platform ?? 'linux',
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    runtime: {
      clock: { now: options.now ?? (() => clock++) },
      ids: { uuid: () => '00000000-0000-4000-8000-000000000000' },
      env: name => env[name],
    },
    onInterrupt(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onExit: () => () => undefined,
    kill: exitCode => killedWith.push(exitCode),
    printed,
    killedWith,
    interrupt() {
      for (const listener of listeners) listener()
    },
  }
  function stream(name: 'stdout' | 'stderr'): HostStream {
    return {
      write: text => (printed[name] += text),
      isTTY: tty,
      columns: tty ? columns : undefined,
      rows: 24,
    }
  }
}
