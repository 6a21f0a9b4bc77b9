import type { AddFile, Snapshot } from '../../../delta/index.ts'
import { unreachable } from '../../../errors/bug.ts'
import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { RelationRead, RelationSpec } from '../../../ports/relation.ts'
import { csvSelect } from '../files/csv.ts'
import { filesSelect } from '../files/file-table.ts'
import { type Lake, liveFiles } from '../lake.ts'
import { columnsOf } from '../pin.ts'
import type { Connection } from '../session/connection.ts'
import { changesSql } from './changes-sql.ts'
import { selectFiles } from './data-files.ts'
import { messagesSelect } from './messages-relation.ts'
import type { FilesRelation, QueryRelation, Resolved } from './resolved.ts'

/** What relations are made from. */
export interface RelationSources {
  readonly lake: Lake
  /** For looking into messages. */
  readonly data: Connection
}

export async function resolveRelation(
  spec: RelationSpec,
  { lake, data }: RelationSources,
): Promise<Resolved> {
  switch (spec.kind) {
    case 'table':
      return ofTable(spec, lake)
    case 'appended':
      return ofAppended(spec, lake)
    case 'changes':
      return ofChanges(spec, lake)
    case 'view':
      return { kind: 'view', name: spec.name, sql: spec.sql }
    case 'messages':
      return messagesSelect(spec, data)
    case 'csv':
      return csvSelect(spec, data)
    case 'files':
      return filesSelect(spec)
    default:
      return unreachable(spec)
  }
}

/** Names of relations and bytes of files, as a run reports them. */
export function readOf(
  relation: Omit<FilesRelation, 'kind' | 'columns' | 'storage' | 'metadata'>,
  kept: readonly AddFile[],
): RelationRead {
  return {
    name: relation.name,
    from: relation.from,
    files: kept.length,
    filesBeforePruning: relation.files.length,
    bytes: bytesOf(kept),
    bytesBeforePruning: bytesOf(relation.files),
    version: relation.version,
    since: relation.since,
  }
}

type SpecOf<K extends RelationSpec['kind']> = Extract<RelationSpec, { kind: K }>

async function ofTable(spec: SpecOf<'table'>, lake: Lake): Promise<FilesRelation> {
  const snapshot = await lake.snapshot(spec.pin)
  return filesRelation({ spec, lake, snapshot, files: liveFiles(snapshot), since: undefined })
}

async function ofAppended(spec: SpecOf<'appended'>, lake: Lake): Promise<FilesRelation> {
  const { pin, since } = spec
  const snapshot = await lake.snapshot(pin)
  if (since === undefined) return filesRelation({ spec, lake, snapshot, files: liveFiles(snapshot), since })
  const changes = await lake.changes(pin, since)
  if (changes.kind === 'rewritten') {
    throw new GildError('stream-not-append-only', { table: pin.path, since, version: pin.version })
  }
  return filesRelation({ spec, lake, snapshot, files: changes.added, since })
}

async function ofChanges(spec: SpecOf<'changes'>, lake: Lake): Promise<QueryRelation> {
  const { pin, since, name } = spec
  const snapshot = await lake.snapshot(pin)
  const columns = columnsOf(snapshot)
  requireColumns(spec, columns)
  const { added, removed } =
    since === undefined ? { added: liveFiles(snapshot), removed: [] } : await lake.changes(pin, since)
  const storage = lake.table(pin.path).storage
  const select = (files: readonly AddFile[]) => selectFiles({ storage, metadata: snapshot.metadata, files })
  const files = [...added, ...removed]
  return {
    kind: 'query',
    name,
    sql: changesSql({
      added: select(added),
      removed: removed.length === 0 ? undefined : select(removed),
      columns: columns.map(column => column.name),
      uniqueKey: spec.uniqueKey,
    }),
    columns: [...columns, { name: '_change_type', type: 'VARCHAR' }],
    read: readOf({ name, from: pin.path, files, version: pin.version, since }, files),
  }
}

function requireColumns(spec: SpecOf<'changes'>, columns: readonly ColumnType[]): void {
  const names = columns.map(column => column.name)
  for (const key of spec.uniqueKey) {
    if (names.some(name => name.toLowerCase() === key.toLowerCase())) continue
    throw new GildError('unique-key-missing', { node: spec.pin.path, key, closest: nearest(key, names) })
  }
}

function filesRelation(parts: {
  readonly spec: SpecOf<'table' | 'appended'>
  readonly lake: Lake
  readonly snapshot: Snapshot
  readonly files: readonly AddFile[]
  readonly since: number | undefined
}): FilesRelation {
  const { pin, name } = parts.spec
  return {
    kind: 'files',
    name,
    from: pin.path,
    storage: parts.lake.table(pin.path).storage,
    metadata: parts.snapshot.metadata,
    files: parts.files,
    columns: columnsOf(parts.snapshot),
    version: pin.version,
    since: parts.since,
  }
}

function bytesOf(files: readonly AddFile[]): number {
  return files.reduce((sum, file) => sum + file.size, 0)
}
