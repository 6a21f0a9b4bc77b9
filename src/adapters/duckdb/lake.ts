import {
  type AddFile,
  changesBetween,
  type DeltaTable,
  openSnapshot,
  type Snapshot,
  type TableChanges,
} from '../../delta/index.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { CheckpointFiles } from '../../ports/checkpoint-files.ts'
import type { Pin } from '../../ports/pin.ts'
import type { Storage } from '../../ports/storage.ts'
import { folderStorage } from './folder-storage.ts'
import { toPin } from './pin.ts'

/** The tables of a lake as one run sees them: each snapshot is read once, and later ones from the one before. */
export class Lake {
  readonly storage: Storage
  readonly #checkpoints: CheckpointFiles
  readonly #snapshots = new Map<string, Map<number, Snapshot>>()

  constructor(storage: Storage, checkpoints: CheckpointFiles) {
    this.storage = storage
    this.#checkpoints = checkpoints
  }

  table(path: string): DeltaTable {
    return { name: path, storage: folderStorage(this.storage, path), checkpoints: this.#checkpoints }
  }

  /** The table as it is in the log now, or at `version`. */
  async pin(path: string, version: number | undefined): Promise<Pin | undefined> {
    const known = version === undefined ? undefined : this.#snapshots.get(path)?.get(version)
    const snapshot = known ?? (await this.#open(path, version))
    return snapshot === undefined ? undefined : toPin(path, snapshot)
  }

  /** The snapshot of a pin. */
  async snapshot(pin: Pin): Promise<Snapshot> {
    const known = this.#snapshots.get(pin.path)?.get(pin.version)
    const snapshot = known ?? (await this.#open(pin.path, pin.version))
    if (snapshot === undefined)
      throw new GildError('table-not-found', { table: pin.path, version: pin.version })
    return snapshot
  }

  /** What data-changing commits in (since, pin.version] did to the files. */
  async changes(pin: Pin, since: number): Promise<TableChanges> {
    if (since >= pin.version) return { kind: 'none', added: [], removed: [] }
    return changesBetween(this.table(pin.path), since, await this.snapshot(pin))
  }

  /** Takes note of a snapshot that a commit gave, and describes it. */
  remember(path: string, snapshot: Snapshot): Pin {
    const versions = this.#snapshots.get(path) ?? new Map<number, Snapshot>()
    versions.set(snapshot.version, snapshot)
    this.#snapshots.set(path, versions)
    return toPin(path, snapshot)
  }

  async #open(path: string, version: number | undefined): Promise<Snapshot | undefined> {
    const previous = this.#newestUpTo(path, version)
    const snapshot = await openSnapshot(this.table(path), { version, previous })
    if (snapshot !== undefined) this.remember(path, snapshot)
    return snapshot
  }

  #newestUpTo(path: string, version: number | undefined): Snapshot | undefined {
    const older = [...(this.#snapshots.get(path)?.values() ?? [])].filter(
      s => version === undefined || s.version <= version,
    )
    return older.reduce<Snapshot | undefined>(
      (best, s) => (best === undefined || s.version > best.version ? s : best),
      undefined,
    )
  }
}

/** The live files in the order of the log. */
export function liveFiles(snapshot: Snapshot): readonly AddFile[] {
  return [...snapshot.files.values()]
}
