import { resolve } from 'node:path'
import type { Call } from './argv/call.ts'
import { parseCommandLine } from './argv/parse-command-line.ts'
import { openGithubReporter } from './ci/github-reporter.ts'
import { openJunitReporter } from './ci/junit-reporter.ts'
import type { Host } from './host.ts'
import { withInterrupt } from './interrupt.ts'
import { collectProblems, exitCodeOf, isCancellation } from './problems/collect.ts'
import { printProblem } from './problems/print-problem.ts'
import { projectFolder, sourceReader } from './problems/read-source.ts'
import { openJsonReporter } from './report/json-reporter.ts'
import { everyReporter, type Reporter } from './report/reporter.ts'
import { openTextReporter } from './report/text-reporter.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { projectDirOf, type VerbContext } from './verb-context.ts'
import { verbs } from './verbs/verbs.ts'

/** Runs one command line and returns the exit code. Whatever goes wrong is printed, never thrown. */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<number> {
  const terminal = openTerminal(host, !argv.includes('--no-color'))
  const { out, err } = terminal
  try {
    const columns = Math.min(100, out.columns() ?? 100)
    const parsed = parseCommandLine(argv, { version: host.version, style: out.style, columns })
    if (parsed.kind === 'call') return await runCall(parsed.call, { host, terminal })
    if (parsed.kind === 'print') out.write(parsed.text)
    else err.write(parsed.text)
    return parsed.kind === 'print' ? 0 : 2
  } catch (error) {
    const print = { style: err.style, width: err.columns() ?? 120, debug: argv.includes('--debug') }
    err.write(printProblem(error, { ...print, readSource: () => undefined }))
    return 2
  }
}

interface CallContext {
  readonly host: Host
  readonly terminal: Terminal
}

async function runCall(call: Call, { host, terminal }: CallContext): Promise<number> {
  const reporter = openReporter(call, { host, terminal })
  const stopListening = host.onExit(() => reporter.close())
  try {
    return await withInterrupt(host, reporter, async signal => {
      const run = await verbs[call.verb].load()
      return run({ host, call, signal, reporter, ...terminal } satisfies VerbContext)
    })
  } catch (error) {
    reporter.onProblems(error)
    const cancelled = collectProblems([error]).some(isCancellation)
    return cancelled ? 130 : exitCodeOf(error)
  } finally {
    reporter.close()
    stopListening()
  }
}

function openReporter(call: Call, context: CallContext): Reporter {
  const { host, terminal } = context
  const { junit } = call.options
  const reporters = [openNarrator(call, context)]
  if (host.runtime.env('GITHUB_ACTIONS') === 'true') {
    const workspace = host.runtime.env('GITHUB_WORKSPACE') ?? host.cwd
    const folder = projectFolder(projectDirOf(call, host))
    const write = (text: string) => terminal.err.write(text)
    reporters.push(openGithubReporter({ write, projectFolder: folder, workspace }))
  }
  if (junit !== undefined) reporters.push(openJunitReporter(resolve(host.cwd, junit)))
  return everyReporter(reporters)
}

// The events of a run are what `--log-format json` asks for, and so they are data.
function openNarrator(call: Call, { host, terminal }: CallContext): Reporter {
  const { quiet = false, debug = false, logFormat } = call.options
  const { clock } = host.runtime
  const { out, err } = terminal
  if (logFormat === 'json') {
    const stream = verbs[call.verb].printsRows ? err : out
    return openJsonReporter({ write: text => stream.write(text), clock, quiet })
  }
  return openTextReporter({
    output: err,
    clock,
    quiet,
    debug,
    readSource: sourceReader(projectDirOf(call, host), call.options.inline),
  })
}
