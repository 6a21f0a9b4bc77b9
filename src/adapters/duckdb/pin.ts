import { duckDbType, type Snapshot } from '../../delta/index.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { Pin } from '../../ports/pin.ts'

/** A snapshot as those above the engine know it. */
export function toPin(path: string, snapshot: Snapshot): Pin {
  let bytes = 0
  for (const file of snapshot.files.values()) bytes += file.size
  return {
    path,
    tableId: snapshot.metadata.id,
    version: snapshot.version,
    committedAt: snapshot.committedAt,
    columns: columnsOf(snapshot),
    partitionBy: snapshot.metadata.partitionColumns,
    properties: snapshot.metadata.configuration,
    cursors: new Map([...snapshot.transactions].map(([id, txn]) => [id, txn.version])),
    files: snapshot.files.size,
    bytes,
  }
}

/** The columns of a table with the types that the engine reads them as. */
export function columnsOf(snapshot: Snapshot): readonly ColumnType[] {
  return snapshot.metadata.schema.fields.map(({ name, type }) => ({ name, type: duckDbType(type) }))
}
