import { DuckDBListValue, type DuckDBValue } from '@duckdb/node-api'
import {
  type AddFile,
  type Predicate,
  pruneFiles,
  type ReadSet,
  type Snapshot,
} from '../../../delta/index.ts'
import { liveFiles } from '../lake.ts'
import { constantOfValue } from '../session/value-constant.ts'
import { columnList, quoteIdentifier } from '../statements.ts'
import type { StageScope } from './scope.ts'
import type { Stage } from './stage-types.ts'
import { baseRows } from './table-rows.ts'
import { sameKeys } from './unique-key.ts'

/** The files of the table that hold keys of the query. */
export interface KeyMatch {
  readonly touched: readonly AddFile[]
  readonly reads: ReadSet
}

export interface KeySource {
  readonly base: Snapshot
  readonly keys: readonly string[]
  /** Selects the query's rows. */
  readonly source: string
  readonly rows: bigint
}

// Up to so many rows their keys are listed one by one, which prunes scattered keys too.
const listedKeys = 1000n

/** Looks only into files whose statistics do not rule the keys out. */
export async function matchKeys(scope: StageScope, stage: Stage, of: KeySource): Promise<KeyMatch> {
  const { base, keys, source, rows } = of
  const live = liveFiles(base)
  if (stage.target.rewrites) return { touched: live, reads: { kind: 'table' } }
  if (rows === 0n) return { touched: [], reads: { kind: 'nothing' } }
  const where = await keyPredicate(scope, stage, of)
  const files = pruneFiles(base.metadata, live, where)
  const reads: ReadSet = { kind: 'files', files, where }
  if (files.length === 0) return { touched: [], reads }
  const list = columnList(keys)
  const hits = await select(
    scope,
    stage,
    `SELECT DISTINCT t.file_index FROM (SELECT ${list}, file_index FROM (${baseRows(stage, files, true)})) AS t
     SEMI JOIN (SELECT ${list} FROM (${source})) AS s ON ${sameKeys(keys)}`,
  )
  const indexes = new Set(hits.map(([index]) => Number(index)))
  return { touched: files.filter((_, i) => indexes.has(i)), reads }
}

async function keyPredicate(
  scope: StageScope,
  stage: Stage,
  { keys, source, rows }: KeySource,
): Promise<Predicate> {
  const names = keys.map(quoteIdentifier)
  if (rows <= listedKeys) {
    const lists = names.map(name => `list(DISTINCT ${name})`)
    const [row = []] = await select(scope, stage, `SELECT ${lists.join(', ')} FROM (${source})`)
    return { kind: 'and', of: keys.map((key, i) => oneOf(key, row[i])) }
  }
  const bounds = names.flatMap(name => [`min(${name})`, `max(${name})`])
  const [row = []] = await select(scope, stage, `SELECT ${bounds.join(', ')} FROM (${source})`)
  return { kind: 'and', of: keys.flatMap((key, i) => between(key, row[2 * i], row[2 * i + 1])) }
}

function oneOf(key: string, list: DuckDBValue | undefined): Predicate {
  const items = list instanceof DuckDBListValue ? list.items.filter(item => item !== null) : []
  const values = items.map(constantOfValue).filter(value => value !== undefined)
  return values.length === items.length ? { kind: 'in', column: [key], values } : { kind: 'unknown' }
}

function between(
  key: string,
  min: DuckDBValue | undefined,
  max: DuckDBValue | undefined,
): readonly Predicate[] {
  const low = constantOfValue(min ?? null)
  const high = constantOfValue(max ?? null)
  if (low === undefined || high === undefined) return [{ kind: 'unknown' }]
  return [
    { kind: 'compare', column: [key], op: '>=', value: low },
    { kind: 'compare', column: [key], op: '<=', value: high },
  ]
}

async function select({ session, data }: StageScope, { request }: Stage, sql: string) {
  return session.translated({ node: request.query.node }, () => data.rows(sql))
}
