import type { Pin } from '../../ports/pin.ts'
import type { ChangeKind, Warehouse, Worker } from '../../ports/warehouse.ts'
import type { Lake } from './lake.ts'
import type { Session } from './session/session.ts'
import type { WorkerPool } from './session/worker-pool.ts'

export interface WarehouseParts {
  readonly session: Session
  readonly lake: Lake
  readonly workers: WorkerPool<Worker>
}

export class DuckDbWarehouse implements Warehouse {
  readonly #session: Session
  readonly #lake: Lake
  readonly #workers: WorkerPool<Worker>

  constructor({ session, lake, workers }: WarehouseParts) {
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

  withWorker<T>(
    work: (worker: Worker) => Promise<T>,
    options: { readonly exclusive?: boolean } = {},
  ): Promise<T> {
    if (!options.exclusive) return this.#workers.use(work, false)
    return this.#workers.use(worker => this.#session.onOneThread(() => work(worker)), true)
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
