import { bug } from '../../errors/bug.ts'
import type { VerbName } from '../argv/call.ts'
import { wordsOf } from '../argv/option-values.ts'
import { readVars } from '../argv/read-vars.ts'
import { projectDirOf, type VerbContext } from '../verb-context.ts'

/** `build`, `run`, `test` and `seed`: they differ in which nodes they take. */
export async function runNodes({ host, call, signal, reporter, err }: VerbContext): Promise<number> {
  const { target, vars, threads, select, exclude, fullRefresh = false, failFast = false } = call.options
  const { storeFailures } = call.options
  const options = {
    projectDir: projectDirOf(call, host),
    target,
    vars: readVars(vars),
    threads,
    select: wordsOf(select),
    exclude: wordsOf(exclude),
    fullRefresh,
    failFast,
    storeFailures,
  }
  const command = await load(call.verb)
  const { runtime, version } = host
  const deps = { runtime, events: reporter.onEvent, signal, version, estimate: err.live }
  const summary = await command(options, deps)
  return summary.exitCode
}

async function load(verb: VerbName) {
  switch (verb) {
    case 'build':
      return (await import('../../commands/build.ts')).build
    case 'run':
      return (await import('../../commands/run.ts')).run
    case 'test':
      return (await import('../../commands/test.ts')).test
    case 'seed':
      return (await import('../../commands/seed.ts')).seed
    default:
      return bug(`"${verb}" runs no nodes`)
  }
}
