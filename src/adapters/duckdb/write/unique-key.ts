import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import { toSqlValue } from '../session/values.ts'
import { columnList, quoteIdentifier } from '../statements.ts'
import type { StageScope } from './scope.ts'
import type { Stage } from './stage-types.ts'

/**
 * The key columns as the table spells them. With the rows of the query, also that no key is there twice. Throws
 * `unique-key-missing` and `merge-duplicate-key`.
 */
export async function requireUniqueKeys(
  scope: StageScope,
  stage: Stage,
  rows: string | undefined,
): Promise<readonly string[]> {
  const { write, query } = stage.request
  const asked = 'uniqueKey' in write ? write.uniqueKey : []
  const keys = asked.map(key => columnNamed(stage, key))
  if (rows !== undefined) await requireDistinct(scope, { node: query.node, keys, rows })
  return keys
}

/** `t` and `s` have the same key. NULL equals nothing. */
export function sameKeys(keys: readonly string[]): string {
  return keys.map(key => `t.${quoteIdentifier(key)} = s.${quoteIdentifier(key)}`).join(' AND ')
}

function columnNamed({ request, target }: Stage, key: string): string {
  const given = target.columns.filter(column => column.source !== undefined).map(column => column.name)
  const found = given.find(name => name.toLowerCase() === key.toLowerCase())
  if (found !== undefined) return found
  throw new GildError('unique-key-missing', { node: request.query.node, key, closest: nearest(key, given) })
}

async function requireDistinct(
  { session, data }: StageScope,
  { node, keys, rows }: { readonly node: string; readonly keys: readonly string[]; readonly rows: string },
): Promise<void> {
  const list = columnList(keys)
  const notNull = keys.map(key => `${quoteIdentifier(key)} IS NOT NULL`).join(' AND ')
  const twice = `SELECT ${list} FROM (${rows}) WHERE ${notNull} GROUP BY ${list} HAVING count(*) > 1`
  // The smallest one, so that two runs name the same.
  const example = `min({${keys.map((key, i) => `'k${i}': ${quoteIdentifier(key)}`).join(', ')}})`
  const [row = []] = await session.translated({ node }, () =>
    data.rows(`SELECT count(*), ${keys.map((_, i) => `${example}.k${i}`).join(', ')} FROM (${twice})`),
  )
  const count = BigInt(String(row[0] ?? 0))
  if (count === 0n) return
  const shown = keys.map((key, i) => `${key} = ${String(toSqlValue(row[i + 1] ?? null))}`).join(', ')
  throw new GildError('merge-duplicate-key', { node, keys, count, example: shown })
}
