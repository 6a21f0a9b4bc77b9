import type { DeltaTable } from '../table.ts'
import { lastCheckpointPath } from './file-names.ts'
import { formatJson, isJsonObject, parseJson } from './json.ts'

export interface LastCheckpoint {
  readonly version: number
  /** Actions in it. */
  readonly size: number
  readonly sizeInBytes: number
  readonly numOfAddFiles: number
}

/** The version that `_last_checkpoint` names; undefined when it is missing or unreadable: it is only a hint. */
export async function readLastCheckpoint(table: DeltaTable): Promise<number | undefined> {
  const data = await table.storage.read(lastCheckpointPath)
  if (data === undefined) return undefined
  try {
    const value = parseJson(new TextDecoder().decode(data))
    const version = isJsonObject(value) ? value.version : undefined
    return typeof version === 'number' && Number.isSafeInteger(version) && version >= 0 ? version : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export async function writeLastCheckpoint(table: DeltaTable, checkpoint: LastCheckpoint): Promise<void> {
  await table.storage.put(lastCheckpointPath, new TextEncoder().encode(formatJson({ ...checkpoint })))
}
