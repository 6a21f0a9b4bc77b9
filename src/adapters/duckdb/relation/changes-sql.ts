import { columnList, quoteIdentifier } from '../statements.ts'

export interface ChangesQuery {
  /** Selects of all columns. `removed` is undefined when nothing was removed. */
  readonly added: string
  readonly removed: string | undefined
  readonly columns: readonly string[]
  /** Pairs updates; empty for none. */
  readonly uniqueKey: readonly string[]
}

/**
 * Net changes: added rows minus removed rows as multisets. By aggregates and joins, which spill; `EXCEPT ALL` is a
 * window in DuckDB, which does not.
 */
export function changesSql({ added, removed, columns, uniqueKey }: ChangesQuery): string {
  if (removed === undefined) return `SELECT *, 'insert' AS _change_type FROM (${added})`
  const all = columnList(columns)
  const net = `SELECT ${all}, sum(_gild_sign)::BIGINT AS _gild_net
    FROM (SELECT *, 1 AS _gild_sign FROM (${added}) UNION ALL SELECT *, -1 FROM (${removed}))
    GROUP BY ${all} HAVING sum(_gild_sign) <> 0`
  if (uniqueKey.length === 0) return withCopies({ all, from: `(${net})`, type: plainType })
  const same = uniqueKey
    .map(key => `net.${quoteIdentifier(key)} = paired.${quoteIdentifier(key)}`)
    .join(' AND ')
  const keys = columnList(uniqueKey)
  return `WITH net AS MATERIALIZED (${net}),
    paired AS (SELECT ${keys} FROM net GROUP BY ${keys} HAVING min(_gild_net) < 0 AND max(_gild_net) > 0)
    ${withCopies({
      all: columns.map(name => `net.${quoteIdentifier(name)}`).join(', '),
      from: `net LEFT JOIN (SELECT *, true AS _gild_paired FROM paired) AS paired ON ${same}`,
      type: `CASE WHEN _gild_net > 0 THEN CASE WHEN _gild_paired THEN 'update_postimage' ELSE 'insert' END
             WHEN _gild_paired THEN 'update_preimage' ELSE 'delete' END`,
    })}`
}

const plainType = "CASE WHEN _gild_net > 0 THEN 'insert' ELSE 'delete' END"

// A row that is there three times more is three changes.
function withCopies({
  all,
  from,
  type,
}: {
  readonly all: string
  readonly from: string
  readonly type: string
}): string {
  return `SELECT * EXCLUDE (_gild_copy) FROM (
    SELECT ${all}, ${type} AS _change_type, unnest(range(abs(_gild_net))) AS _gild_copy FROM ${from})`
}
