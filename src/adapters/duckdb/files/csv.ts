import { stat } from 'node:fs/promises'
import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { CsvFile, RelationSpec } from '../../../ports/relation.ts'
import type { QueryRelation } from '../relation/resolved.ts'
import type { Connection } from '../session/connection.ts'
import { quoteIdentifier, quoteLiteral, readCsv } from '../statements.ts'
import { csvHeader } from './csv-header.ts'

/** A seed file as a relation. Columns without a type get the narrowest that all their values fit. Throws `csv-invalid`. */
export async function csvSelect(
  spec: Extract<RelationSpec, { kind: 'csv' }>,
  data: Connection,
): Promise<QueryRelation> {
  const { file, delimiter } = spec.file
  const { size } = await stat(file)
  const columns = await columnsOf(spec.file, data)
  return {
    kind: 'query',
    name: spec.name,
    sql: `SELECT * FROM ${readCsv(file, delimiter, columns)}`,
    columns,
    read: {
      name: spec.name,
      from: file,
      files: 1,
      filesBeforePruning: 1,
      bytes: size,
      bytesBeforePruning: size,
    },
  }
}

async function columnsOf(csv: CsvFile, data: Connection): Promise<readonly ColumnType[]> {
  const names = await csvHeader(csv.file, csv.delimiter)
  const given = new Map(Object.entries(csv.columnTypes).map(([name, type]) => [name.toLowerCase(), type]))
  requireKnown(csv, names)
  const open = names.filter(name => given.get(name.toLowerCase()) === undefined)
  const texts = names.map(name => ({ name, type: 'VARCHAR' }))
  const inferred = await inferTypes(data, readCsv(csv.file, csv.delimiter, texts), open)
  return names.map(name => ({ name, type: given.get(name.toLowerCase()) ?? inferred.get(name) ?? 'VARCHAR' }))
}

function requireKnown({ file, columnTypes }: CsvFile, names: readonly string[]): void {
  for (const column of Object.keys(columnTypes)) {
    if (names.some(name => name.toLowerCase() === column.toLowerCase())) continue
    const near = nearest(column, names)
    const problem = `its header has no column "${column}", for which a type is given${near === undefined ? '' : ` (did you mean "${near}"?)`}`
    throw new GildError('csv-invalid', { file, problem }, { at: { file, line: 1 } })
  }
}

/** Narrowest first. A number with a leading zero is text: a postal code. */
const guesses: readonly { readonly type: string; readonly pattern: string }[] = [
  { type: 'BOOLEAN', pattern: '(?i)true|false' },
  { type: 'BIGINT', pattern: '-?(0|[1-9][0-9]*)' },
  { type: 'DOUBLE', pattern: '-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?' },
  { type: 'DATE', pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}' },
  { type: 'TIMESTAMP', pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+' },
  { type: 'TIMESTAMP WITH TIME ZONE', pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+ ?(Z|[-+][0-9:]+)' },
]

async function inferTypes(
  data: Connection,
  from: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map()
  const checks = names.map(name => {
    const column = quoteIdentifier(name)
    const whens = guesses.map(({ type, pattern }) => {
      const fits = `regexp_full_match(${column}, ${quoteLiteral(pattern)}) AND TRY_CAST(${column} AS ${type}) IS NOT NULL`
      return `WHEN bool_and(${fits}) FILTER (${column} IS NOT NULL) THEN ${quoteLiteral(type)}`
    })
    return `CASE ${whens.join(' ')} ELSE 'VARCHAR' END`
  })
  const [row = []] = await data.rows(`SELECT ${checks.join(', ')} FROM ${from}`)
  return new Map(names.map((name, i) => [name, String(row[i])]))
}
