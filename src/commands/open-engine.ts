import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts'
import { openTempFolder, removeTempFolder } from '../adapters/duckdb/session/temp-folder.ts'
import { localFileTables } from '../adapters/files/file-tables.ts'
import { openLogSource } from '../adapters/log/log-source.ts'
import { openLocalStorage } from '../adapters/storage/local-storage.ts'
import type { FileTables } from '../ports/file-tables.ts'
import type { Runtime } from '../ports/runtime.ts'
import type { StreamSource } from '../ports/stream-source.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import { openTestRecord, type TestRecord } from '../run/data-test/test-record.ts'
import { createPins, type Pins } from '../run/inputs/pins.ts'
import type { OpenProject } from './open-project.ts'

/** What a run works with; closing it closes the warehouse and the streams. */
export interface Engine extends AsyncDisposable {
  readonly warehouse: Warehouse
  readonly streams: StreamSource
  readonly files: FileTables
  readonly pins: Pins
  readonly testRecord: TestRecord
  readonly hookRecord: TestRecord
}

export interface EngineOptions {
  readonly runtime: Runtime
  readonly threads: number
  /** Of gild. */
  readonly version: string
  /** Milliseconds since the epoch. */
  readonly runTime: number
}

/** Opens the adapters that the target names. */
export async function openEngine(opened: OpenProject, options: EngineOptions): Promise<Engine> {
  const { durability, memory } = opened.project.target
  const { runtime, threads, version, runTime } = options
  const storage = openLocalStorage(opened.lakeFolder, { durability })
  const tempRoot = await openTempFolder(undefined, runtime.ids.uuid())
  const warehouse = await openWarehouse({
    storage,
    threads,
    memory: memory === undefined ? undefined : engineMemory(memory),
    runTime,
    tempRoot,
    clock: runtime.clock,
    ids: runtime.ids,
    writtenBy: `gild/${version}`,
  })
  const streams = openLogSource({ folder: opened.streamsFolder, tempRoot, ids: runtime.ids })
  return {
    warehouse,
    streams,
    files: localFileTables(opened.folder),
    pins: createPins(warehouse),
    testRecord: await openTestRecord(storage),
    hookRecord: await openTestRecord(storage, '_gild/post-hooks.json'),
    async [Symbol.asyncDispose]() {
      await streams[Symbol.asyncDispose]()
      await warehouse[Symbol.asyncDispose]()
      await removeTempFolder(tempRoot)
    },
  }
}

// As the engine spells it, and as errors show it.
function engineMemory(bytes: number): string {
  return bytes % 1e6 === 0 ? `${bytes / 1e6}MB` : `${bytes}B`
}
