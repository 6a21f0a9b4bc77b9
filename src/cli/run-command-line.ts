import type { Call } from './argv/call.ts'
import { parseCommandLine } from './argv/parse-command-line.ts'
import type { Host } from './host.ts'
import { withInterrupt } from './interrupt.ts'
import { collectProblems, exitCodeOf, isCancellation } from './problems/collect.ts'
import { printProblem } from './problems/print-problem.ts'
import { sourceReader } from './problems/read-source.ts'
import { openJsonReporter } from './report/json-reporter.ts'
import type { Reporter } from './report/reporter.ts'
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

async function runCall(call: Call, { host, terminal }: { host: Host; terminal: Terminal }): Promise<number> {
  const reporter = openReporter(call, { host, terminal })
  const stopListening = host.onExit(() => reporter.close())
  try {
    return await withInterrupt(host, reporter, async signal => {
      const run = await verbs[call.verb].load()
      return run({ host, call, signal, reporter, ...terminal } satisfies VerbContext)
    })
  } catch (error) {
    reporter.close()
    reporter.onProblems(error)
    const cancelled = collectProblems([error]).some(isCancellation)
    return cancelled ? 130 : exitCodeOf(error)
  } finally {
    reporter.close()
    stopListening()
  }
}

// The events of a run are what `--log-format json` asks for, and so they are data.
function openReporter(call: Call, { host, terminal }: { host: Host; terminal: Terminal }): Reporter {
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
