import type {
  AddFile,
  CommitRequest,
  DeltaTable,
  Metadata,
  StructField,
  Writer,
} from '../../src/delta/index.ts'
import { newMetadata } from '../../src/delta/index.ts'
import type { DataType } from '../../src/delta/schema/data-type.ts'
import type { CheckpointFiles } from '../../src/ports/checkpoint-files.ts'
import { memoryCheckpoints } from './memory-checkpoints.ts'
import { type MemoryStorage, memoryStorage } from './memory-storage.ts'

/** A Delta table without a disk, whose log a test may write by hand. */
export interface MemoryTable extends DeltaTable {
  readonly storage: MemoryStorage
  readonly writer: Writer
  /** Writes a commit as another program would: one JSON object a line. */
  log(version: number, actions: readonly object[], modifiedAt?: number): void
  /** Advances the clock of `writer`. */
  tick(milliseconds: number): void
}

export function memoryTable(checkpoints?: CheckpointFiles): MemoryTable {
  let now = 1_700_000_000_000
  let nextId = 0
  const storage = memoryStorage(() => now)
  return {
    name: 'orders',
    storage,
    checkpoints: checkpoints ?? memoryCheckpoints(storage),
    writer: {
      clock: { now: () => now },
      ids: { uuid: () => `00000000-0000-4000-8000-${String(++nextId).padStart(12, '0')}` },
      engine: 'gild/test',
    },
    log: (version, actions, modifiedAt) => {
      const lines = actions.map(action => `${JSON.stringify(action)}\n`).join('')
      storage.write(`_delta_log/${String(version).padStart(20, '0')}.json`, lines, modifiedAt ?? now)
    },
    tick: milliseconds => {
      now += milliseconds
    },
  }
}

export const plainProtocol = { protocol: { minReaderVersion: 1, minWriterVersion: 2 } }

/** The action that creates the table of `metadata()`, or one that differs. */
export function metaDataAction(change: Partial<Metadata> = {}): object {
  const { id, schemaString, partitionColumns, configuration } = { ...metadata(), ...change }
  return {
    metaData: {
      id,
      format: { provider: 'parquet', options: {} },
      schemaString,
      partitionColumns,
      configuration,
    },
  }
}

export function metadata(
  options: {
    columns?: Record<string, DataType>
    partitionBy?: string[]
    properties?: Record<string, string>
  } = {},
): Metadata {
  const columns = options.columns ?? { id: { kind: 'long' }, day: { kind: 'date' } }
  return newMetadata({
    id: 'a1b2',
    schema: { kind: 'struct', fields: Object.entries(columns).map(([name, type]) => column(name, type)) },
    partitionColumns: options.partitionBy ?? [],
    configuration: options.properties ?? {},
    createdTime: 1_700_000_000_000,
  })
}

export function column(name: string, type: DataType): StructField {
  return { name, type, nullable: true, metadata: {} }
}

export function addFile(path: string, change: Partial<AddFile> = {}): AddFile {
  return { path, partitionValues: {}, size: 100, modificationTime: 0, dataChange: true, ...change }
}

/** A request that appends files, with whatever differs. */
export function append(
  base: CommitRequest['base'],
  files: readonly AddFile[],
  change: Partial<CommitRequest> = {},
): CommitRequest {
  return {
    base,
    operation: { name: 'WRITE', parameters: { mode: 'Append' } },
    add: files,
    remove: [],
    metadata: base === undefined ? metadata() : undefined,
    transactions: [],
    reads: { kind: 'nothing' },
    ...change,
  }
}
