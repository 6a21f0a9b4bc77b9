import type { Pin } from '../../ports/pin.ts'
import type { ChangeKind, Warehouse, Worker, WorkerOptions } from '../../ports/warehouse.ts'
import type { Lake } from './lake.ts'
import type { Session } from './session/session.ts'
import type { WorkerPool } from './session/worker-pool.ts'
import type { OwnWorker } from './worker.ts'

export interface WarehouseParts {
  readonly session: Session
  readonly lake: Lake
  readonly workers: WorkerPool<Worker>
  /** Opens one more, under a name that no other has. */
  openWorker(name: string): Promise<OwnWorker>
}

export class DuckDbWarehouse implements Warehouse {
  readonly #session: Session
  readonly #lake: Lake
  readonly #workers: WorkerPool<Worker>
  readonly #openWorker: WarehouseParts['openWorker']
  #count = 0

  constructor({ session, lake, workers, openWorker }: WarehouseParts) {
    this.#openWorker = openWorker
    this.#session = session
    this.#lake = lake
    this.#workers = workers
  }

  pin(path: string, version?: number): Promise<Pin | undefined> {
    return this.#lake.pin(path, version)
  }

  async changesSince(pin: Pin, since: number): Promise<ChangeKind> {
    return (await this.#lake.changes(pin, since)).kind
  }

  withWorker<T>(work: (worker: Worker) => Promise<T>, options: WorkerOptions = {}): Promise<T> {
    const { exclusive = false, fresh = false } = options
    const run = fresh ? () => this.#onFreshWorker(work) : work
    if (!exclusive) return this.#workers.use(run, false)
    return this.#workers.use(worker => this.#session.onOneThread(() => run(worker)), true)
  }

  // In the place of a worker of the pool, which rests meanwhile.
  async #onFreshWorker<T>(work: (worker: Worker) => Promise<T>): Promise<T> {
    const worker = await this.#openWorker(`f${++this.#count}`)
    try {
      return await work(worker)
    } finally {
      await worker.close()
    }
  }

  async cancel(): Promise<void> {
    this.#workers.close()
    await this.#session.cancel()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#workers.close()
    await this.#session[Symbol.asyncDispose]()
  }
}
