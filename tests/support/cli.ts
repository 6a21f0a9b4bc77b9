import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** The built command line: `npm run build` first, as the test scripts do. */
export const launcher = join(import.meta.dirname, '../../dist/cli/launcher.cjs')

export interface CliResult {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Arguments for Node itself, before the launcher. */
  readonly nodeArgs?: readonly string[]
  /** Called when the process runs, to send it signals. */
  onStart?(child: ChildProcess): void
  /** Called with what the process has narrated so far. */
  onNarration?(stderr: string, child: ChildProcess): void
}

/** Runs `gild` as its user would: the real process, its output, its exit code. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const env = { ...process.env, NO_COLOR: '1', CI: '1', ...options.env }
  const nodeArgs = [...(options.nodeArgs ?? []), launcher, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArgs, {
      cwd: options.cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
      options.onNarration?.(stderr, child)
    })
    child.on('error', reject)
    child.on('close', exitCode => resolve({ exitCode, stdout, stderr }))
    options.onStart?.(child)
  })
}
