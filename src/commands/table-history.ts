import { folderStorage } from '../adapters/duckdb/folder-storage.ts'
import { openLocalStorage } from '../adapters/storage/local-storage.ts'
import type { HistoryVersion } from '../core/artifacts/catalog-history.ts'
import type { ManifestNode, SourceNode } from '../core/parse/manifest.ts'
import { type HistoryEntry, tableHistory as readHistory } from '../delta/history.ts'
import { bug } from '../errors/bug.ts'
import { GildError } from '../errors/gild-error.ts'
import type { CheckpointFiles } from '../ports/checkpoint-files.ts'
import type { Runtime } from '../ports/runtime.ts'
import type { Storage } from '../ports/storage.ts'
import { isStored } from '../run/inputs/node-inputs.ts'
import { findNode } from './find-node.ts'
import { openProject, type ProjectOptions } from './open-project.ts'

export interface HistoryOptions extends ProjectOptions {
  readonly name: string
  /** Newest versions to read; all when undefined. */
  readonly limit: number | undefined
}

/** The versions of a table that its log still holds, newest first. Throws `table-not-built` and `no-table-of-node`. */
export async function tableHistory(
  options: HistoryOptions,
  runtime: Runtime,
): Promise<readonly HistoryVersion[]> {
  const { manifest, lakeFolder } = await openProject(options, runtime)
  const { name, limit } = options
  const path = pathOf(findNode(manifest, name), name)
  const storage = folderStorage(openLocalStorage(lakeFolder), path)
  const versions = await readVersions(path, storage, limit)
  if (versions === undefined) throw new GildError('table-not-built', { name, path })
  return versions
}

/** The same of the table in a storage's root; undefined when there is none. */
export async function readVersions(
  path: string,
  storage: Storage,
  limit: number | undefined,
): Promise<readonly HistoryVersion[] | undefined> {
  const table = { name: path, storage, checkpoints: noCheckpoints }
  const entries = await readHistory(table, limit === undefined ? {} : { limit })
  return entries?.map(versionOf)
}

function versionOf({ version, timestamp, operation, metrics, engine, info }: HistoryEntry): HistoryVersion {
  return {
    version,
    committedAt: timestamp,
    operation,
    rows: metric(metrics, ['numOutputRows', 'num_added_rows']),
    filesAdded: metric(metrics, ['numAddedFiles', 'numFiles', 'numTargetFilesAdded', 'num_added_files']),
    filesRemoved: metric(metrics, ['numRemovedFiles', 'numTargetFilesRemoved', 'num_removed_files']),
    engine,
    info,
  }
}

// Each writer of Delta has its own names.
function metric(metrics: Readonly<Record<string, string>>, names: readonly string[]): bigint | undefined {
  const value = names.map(name => metrics[name]).find(found => found !== undefined)
  return value !== undefined && /^\d+$/.test(value) ? BigInt(value) : undefined
}

// A history is in the commits themselves, and so the engine that would read checkpoints is not started for it.
const noCheckpoints: CheckpointFiles = {
  read: async location => bug(`the history of a table reads the checkpoint ${location}`),
  write: async location => bug(`the history of a table writes the checkpoint ${location}`),
}

function pathOf(node: ManifestNode | SourceNode, name: string): string {
  if (node.kind === 'source') {
    if (node.path !== undefined) return node.path
    throw new GildError('no-table-of-node', { name, kind: 'a stream source' })
  }
  if (node.kind === 'test') throw new GildError('no-table-of-node', { name, kind: 'a data test' })
  if (isStored(node)) return node.path
  const kind = node.kind === 'model' ? `materialized as ${node.config.materialized}` : node.kind
  throw new GildError('no-table-of-node', { name, kind })
}
