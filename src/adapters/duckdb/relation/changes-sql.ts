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
 * Net changes: added rows minus removed rows as multisets. `EXCEPT ALL` is a window in DuckDB, which does not spill, and
 * an aggregate over whole rows runs out of memory where they are wide. So the copies of a row are counted by 128 bits of
 * hash, an aggregate over 16 bytes, and only rows whose copies on both sides differ in number are read.
 */
export function changesSql({ added, removed, columns, uniqueKey }: ChangesQuery): string {
  if (removed === undefined) return `SELECT *, 'insert' AS _change_type FROM (${added})`
  const sides: readonly Side[] = [
    { rows: added, isAdded: true },
    { rows: removed, isAdded: false },
  ]
  const rows = sides.flatMap(side => [whole(side, columns), partial(side, columns)]).join('\nUNION ALL ')
  const net = `WITH _gild_counts AS MATERIALIZED (${countsSql(added, removed, columns)})`
  const all = columnList(columns)
  if (uniqueKey.length > 0)
    return `${net}, _gild_rows AS NOT MATERIALIZED (${rows})${pairedSql(columns, uniqueKey)}`
  return `${net} SELECT ${all}, CASE WHEN _gild_is_added THEN 'insert' ELSE 'delete' END AS _change_type FROM (${rows})`
}

function countsSql(added: string, removed: string, columns: readonly string[]): string {
  const hashes = rowHashes(columns)
  return `SELECT _gild_h1, _gild_h2, sum(_gild_sign)::BIGINT AS _gild_net,
      count(*) FILTER (_gild_sign > 0) AS _gild_added, count(*) FILTER (_gild_sign < 0) AS _gild_removed
    FROM (SELECT ${hashes}, 1 AS _gild_sign FROM (${added}) UNION ALL SELECT ${hashes}, -1 FROM (${removed}))
    GROUP BY _gild_h1, _gild_h2 HAVING sum(_gild_sign) <> 0`
}

interface Side {
  readonly rows: string
  readonly isAdded: boolean
}

// Rows all of whose copies are changes: each is one.
function whole({ rows, isAdded }: Side, columns: readonly string[]): string {
  const changed = isAdded ? '_gild_net = _gild_added' : '-_gild_net = _gild_removed'
  return `SELECT ${columnList(columns)}, ${isAdded} AS _gild_is_added
    FROM (SELECT *, ${rowHashes(columns)} FROM (${rows}))
    JOIN (SELECT _gild_h1, _gild_h2 FROM _gild_counts WHERE ${changed}) USING (_gild_h1, _gild_h2)`
}

// Rows that have copies on the other side too: so many as are left over are changes.
function partial({ rows, isAdded }: Side, columns: readonly string[]): string {
  const all = columnList(columns)
  const changed = isAdded
    ? '_gild_net > 0 AND _gild_net <> _gild_added'
    : '_gild_net < 0 AND -_gild_net <> _gild_removed'
  return `SELECT ${all}, ${isAdded} AS _gild_is_added FROM (
    SELECT ${all}, unnest(range(abs(any_value(_gild_net)))) FROM (SELECT *, ${rowHashes(columns)} FROM (${rows}))
    JOIN (SELECT _gild_h1, _gild_h2, _gild_net FROM _gild_counts WHERE ${changed}) USING (_gild_h1, _gild_h2)
    GROUP BY ${all})`
}

function pairedSql(columns: readonly string[], uniqueKey: readonly string[]): string {
  const keys = columnList(uniqueKey)
  const same = uniqueKey
    .map(key => `net.${quoteIdentifier(key)} = paired.${quoteIdentifier(key)}`)
    .join(' AND ')
  return `, _gild_paired AS MATERIALIZED (SELECT ${keys}, true AS _gild_is_paired FROM _gild_rows GROUP BY ${keys}
      HAVING bool_or(_gild_is_added) AND NOT bool_and(_gild_is_added))
    SELECT ${columns.map(name => `net.${quoteIdentifier(name)}`).join(', ')},
      CASE WHEN _gild_is_added THEN CASE WHEN _gild_is_paired THEN 'update_postimage' ELSE 'insert' END
           WHEN _gild_is_paired THEN 'update_preimage' ELSE 'delete' END AS _change_type
    FROM _gild_rows AS net LEFT JOIN _gild_paired AS paired ON ${same}`
}

// Two hashes of different texts of the row: a collision of one is none of the other.
function rowHashes(columns: readonly string[]): string {
  const names = columns.map(quoteIdentifier)
  const texts = names.map(name => `'~' || ${name}::VARCHAR`)
  return `hash(${names.join(', ')}) AS _gild_h1, hash(${texts.join(', ')}) AS _gild_h2`
}
