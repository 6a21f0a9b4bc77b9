import type { TestNode } from '../../core/parse/manifest.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { RelationSpec } from '../../ports/relation.ts'
import type { BindRequest, Worker } from '../../ports/warehouse.ts'
import type { RunContext } from '../run-context.ts'
import { quoteIdentifier } from '../sql-literal.ts'
import { noRowsSql } from '../unit-test/value-sql.ts'

const ATTEMPTS = 8

/** Whether the bad rows of a test are kept: its config says so, else the command line. */
export function storesFailures({ storeFailures = false }: RunContext, { config }: TestNode): boolean {
  return config.storeFailures ?? storeFailures
}

/** Where the bad rows of a test are kept, relative to the lake: dbt's schema of such tables. */
export function failuresPath({ alias }: TestNode): string {
  return `dbt_test__audit/${alias}`
}

export interface Failures {
  readonly context: RunContext
  readonly test: TestNode
  readonly worker: Worker
}

/** Publishes the rows of the query in place of those of the run before. */
export async function storeFailures(
  failures: Failures,
  query: { readonly sql: string; readonly relations: readonly RelationSpec[] },
): Promise<void> {
  const { test, worker } = failures
  const node = test.name
  const { columns } = await worker.bind({ node, ...query })
  const cells = columns.map(({ name }) => `${quoteIdentifier(name)} as ${quoteIdentifier(storable(name))}`)
  const limit = test.config.limit === undefined ? '' : ` limit ${test.config.limit}`
  const sql = `select ${cells.join(', ')} from (${query.sql}\n) as failures${limit}`
  await replace(failures, { node, sql, relations: query.relations })
}

/** Takes away the rows of a run before, now that the test passes. */
export async function clearFailures(failures: Failures): Promise<void> {
  const { context, test } = failures
  const kept = await context.pins.refresh(failuresPath(test))
  if (kept === undefined || kept.files === 0) return
  await replace(failures, { node: test.name, sql: noRowsSql(kept.columns), relations: [] })
}

async function replace({ context, test, worker }: Failures, request: BindRequest): Promise<void> {
  const path = failuresPath(test)
  let reason = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const base = await context.pins.refresh(path)
    const candidate = await worker.stage({
      query: await worker.bind(request),
      path,
      base,
      write: { kind: 'overwrite' },
      partitionBy: [],
      onSchemaChange: 'sync_all_columns',
      properties: {},
    })
    const info = { node: test.id, run: context.runId, command: context.command }
    const published = await worker.publish(candidate, { cursors: [], info })
    if (published.kind !== 'conflict') return
    reason = published.reason
  }
  throw new GildError('publish-conflict', { node: test.name, attempts: ATTEMPTS, reason })
}

// `count_star()` has no name that a Delta table could take.
function storable(name: string): string {
  return name.replace(/[ ,;{}()\n\t=]/g, '_')
}
