import { DuckDBInstance } from '@duckdb/node-api'
import type { ColumnType } from '../../../ports/column-type.ts'
import { Connection } from '../session/connection.ts'
import { parseProblem } from '../session/engine-error.ts'
import { quoteIdentifier, readFiles } from '../statements.ts'

/** What is in a Parquet file, as far as a scaffold needs it. */
export interface ParquetFile {
  readonly columns: readonly ColumnType[]
  /** Whether the first column has a value in every row, and whether all of them differ. Not looked at in large files. */
  readonly firstColumn: { readonly notNull: boolean; readonly unique: boolean }
}

/** Looks into Parquet files, by absolute path; text that says why one cannot be read otherwise. */
export async function inspectParquet(
  paths: readonly string[],
): Promise<ReadonlyMap<string, ParquetFile | string>> {
  const instance = await DuckDBInstance.create(':memory:', { errors_as_json: 'true' })
  try {
    const connection = new Connection(await instance.connect(), { cancelled: false })
    const found = new Map<string, ParquetFile | string>()
    for (const path of paths) found.set(path, await inspectFile(connection, path))
    return found
  } finally {
    instance.closeSync()
  }
}

// A full pass over more than that would make people wait.
const mostRows = 5_000_000

async function inspectFile(connection: Connection, path: string): Promise<ParquetFile | string> {
  const from = readFiles({ format: 'parquet', files: [{ path }], columnTypes: {} })
  try {
    const columns = (await connection.describe(`SELECT * FROM ${from}`)) ?? []
    const rows = Number(await connection.text(`SELECT count(*) FROM ${from}`))
    const first = quoteIdentifier(columns[0]?.name ?? '')
    const known = rows <= mostRows && columns.length > 0
    const facts = `SELECT count(${first}) = count(*), count(DISTINCT ${first}) = count(*) FROM ${from}`
    const [notNull, unique] = known ? ((await connection.rows(facts))[0] ?? []) : []
    return { columns, firstColumn: { notNull: notNull === true, unique: unique === true } }
  } catch (error) {
    const problem = parseProblem(error)
    if (problem === undefined) throw error
    return 'it is not a Parquet file that can be read'
  }
}
