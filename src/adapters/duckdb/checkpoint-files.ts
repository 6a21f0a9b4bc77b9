import { open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { CheckpointFiles } from '../../ports/checkpoint-files.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import type { Ids } from '../../ports/runtime.ts'
import type { Connection } from './session/connection.ts'
import type { Session } from './session/session.ts'
import { copyToFile, quoteIdentifier, quoteLiteral, readJsonLines, readParquet } from './statements.ts'

const texts = 'MAP(VARCHAR, VARCHAR)'
const deletionVector =
  'STRUCT(storageType VARCHAR, pathOrInlineDv VARCHAR, "offset" INTEGER, sizeInBytes INTEGER, cardinality BIGINT)'

/** Protocol, "Checkpoint Schema": one column an action, of which a row has exactly one. */
const checkpointColumns: readonly ColumnType[] = [
  { name: 'txn', type: 'STRUCT(appId VARCHAR, "version" BIGINT, lastUpdated BIGINT)' },
  {
    name: 'add',
    type: `STRUCT(path VARCHAR, partitionValues ${texts}, size BIGINT, modificationTime BIGINT, dataChange BOOLEAN, stats VARCHAR, tags ${texts}, deletionVector ${deletionVector}, baseRowId BIGINT, defaultRowCommitVersion BIGINT, clusteringProvider VARCHAR)`,
  },
  {
    name: 'remove',
    type: `STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, partitionValues ${texts}, size BIGINT, deletionVector ${deletionVector}, baseRowId BIGINT, defaultRowCommitVersion BIGINT)`,
  },
  {
    name: 'metaData',
    type: `STRUCT(id VARCHAR, "name" VARCHAR, description VARCHAR, format STRUCT(provider VARCHAR, options ${texts}), schemaString VARCHAR, partitionColumns VARCHAR[], "configuration" ${texts}, createdTime BIGINT)`,
  },
  {
    name: 'protocol',
    type: 'STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER, readerFeatures VARCHAR[], writerFeatures VARCHAR[])',
  },
  { name: 'domainMetadata', type: 'STRUCT("domain" VARCHAR, "configuration" VARCHAR, removed BOOLEAN)' },
  { name: 'checkpointMetadata', type: `STRUCT("version" BIGINT, tags ${texts})` },
  {
    name: 'sidecar',
    type: `STRUCT(path VARCHAR, sizeInBytes BIGINT, modificationTime BIGINT, tags ${texts})`,
  },
]

// A classic checkpoint has no columns of the later kind.
const classicColumns = checkpointColumns.slice(0, 6)

/** Checkpoints by DuckDB, on a connection of their own. */
export function duckDbCheckpoints(session: Session, connection: Connection, ids: Ids): CheckpointFiles {
  return {
    read: location => read(session, connection, location),
    write: (location, rows) => write({ session, connection, ids, location, rows }),
  }
}

async function read(session: Session, connection: Connection, location: string): Promise<readonly string[]> {
  const actions = checkpointColumns.map(({ name }) => {
    const column = quoteIdentifier(name)
    return `WHEN ${column} IS NOT NULL THEN '{"${name}":' || to_json(${column})::VARCHAR || '}'`
  })
  const sql = `SELECT action FROM (SELECT CASE ${actions.join(' ')} END AS action FROM ${readParquet([location], checkpointColumns)}) WHERE action IS NOT NULL`
  const rows = await session.translated({ node: location }, () => connection.rows(sql))
  return rows.map(([action]) => String(action))
}

interface Writing {
  readonly session: Session
  readonly connection: Connection
  readonly ids: Ids
  readonly location: string
  readonly rows: readonly string[]
}

// Under a name that no reader looks for first: a checkpoint that a dying process left half written would break the table.
async function write({ session, connection, ids, location, rows }: Writing): Promise<number> {
  const lines = join(session.folder, `checkpoint-${ids.uuid()}.json`)
  const draft = join(dirname(location), `.${basename(location)}.${ids.uuid()}.tmp`)
  try {
    await writeFile(lines, rows.map(row => `${row}\n`).join(''))
    const longest = rows.reduce((most, row) => Math.max(most, Buffer.byteLength(row)), 0)
    const select = `(SELECT * FROM ${readJsonLines(lines, classicColumns, longest)})`
    await session.translated({ node: location, writes: `the checkpoint ${quoteLiteral(location)}` }, () =>
      connection.run(copyToFile(select, draft)),
    )
    const { size } = await stat(draft)
    await syncPath(draft)
    await rename(draft, location)
    await syncPath(dirname(location))
    return size
  } finally {
    await rm(lines, { force: true })
    await rm(draft, { force: true })
  }
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
