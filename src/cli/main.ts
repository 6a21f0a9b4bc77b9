import { readFileSync } from 'node:fs'

/**
 * Runs one command line of this process, and ends the process. `--version` loads nothing else, because scripts and
 * editors ask for it often.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const version = packageVersion()
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    process.stdout.write(`${version}\n`)
    return
  }
  const { hostOfProcess, endProcess } = await import('./host.ts')
  const { runCommandLine } = await import('./run-command-line.ts')
  await endProcess(await runCommandLine(argv, hostOfProcess(version)))
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
