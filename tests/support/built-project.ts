import { join } from 'node:path'
import { type ApiOptions, build, run } from '../../src/commands/api.ts'
import type { RunSummary } from '../../src/commands/run-plan.ts'
import type { SqlValue } from '../../src/ports/relation.ts'
import type { NodeOutcome, RunEvent } from '../../src/ports/run-event.ts'
import { openLakeReader } from './lake-reader.ts'
import { type TestProject, testProject } from './test-project.ts'

/** A small project that is built in this process, with a lake that can be queried. */
export interface BuiltProject extends TestProject {
  build(options?: ApiOptions): Promise<Results>
  run(options?: ApiOptions): Promise<Results>
  /** Rows of a table by its path in the lake, in the order of all columns. */
  rows(path: string, columns?: string): Promise<readonly (readonly SqlValue[])[]>
}

export interface Results {
  readonly summary: RunSummary
  readonly events: readonly RunEvent[]
  /** Status by name. */
  readonly statuses: Readonly<Record<string, string>>
  outcome(name: string): NodeOutcome
}

export async function builtProject(files: Readonly<Record<string, string>>): Promise<BuiltProject> {
  const project = await testProject(files)
  const call = async (command: typeof build, options: ApiOptions = {}): Promise<Results> => {
    const events: RunEvent[] = []
    const onEvent = (event: RunEvent) => void events.push(event)
    return results(await command({ projectDir: project.folder, onEvent, ...options }), events)
  }
  return {
    ...project,
    build: options => call(build, options),
    run: options => call(run, options),
    async rows(path, columns = '*') {
      await using reader = await openLakeReader(join(project.folder, 'lake/dev'))
      return await reader.rows(`select ${columns} from t.found order by all`, { found: { path } })
    },
  }
}

function results(summary: RunSummary, events: readonly RunEvent[]): Results {
  return {
    summary,
    events,
    statuses: Object.fromEntries(summary.outcomes.map(({ name, status }) => [name, status])),
    outcome(name) {
      const found = summary.outcomes.find(outcome => outcome.name === name)
      if (found === undefined) throw new Error(`no outcome of ${name}`)
      return found
    },
  }
}
