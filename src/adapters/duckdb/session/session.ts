import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { copySettings } from '../statements.ts'
import { clockMacros } from './clock-macros.ts'
import { Connection } from './connection.ts'
import { type StatementPurpose, toGildError } from './engine-error.ts'
import { defaultMemoryLimit } from './memory-limit.ts'
import { openTempFolder, removeTempFolder } from './temp-folder.ts'

export interface SessionOptions {
  readonly memory?: string | undefined
  readonly engineThreads?: number | undefined
  readonly runTime: number
  readonly tempRoot?: string | undefined
  readonly ids: { uuid(): string }
}

/** The engine of one run: an instance for the data, one for plans without data, and a folder for what spills. */
export class Session implements AsyncDisposable {
  /** For files of this run that no table refers to. */
  readonly folder: string
  readonly memoryLimit: string
  readonly runTime: number
  readonly #data: DuckDBInstance
  readonly #engineThreads: number
  #plans: Promise<DuckDBInstance> | undefined
  readonly #connections = new Set<Connection>()
  #sharedSchemas: readonly string[] = []
  readonly #signal = { cancelled: false }

  constructor(parts: {
    readonly folder: string
    readonly memoryLimit: string
    readonly runTime: number
    readonly data: DuckDBInstance
    readonly engineThreads: number
  }) {
    this.folder = parts.folder
    this.memoryLimit = parts.memoryLimit
    this.runTime = parts.runTime
    this.#data = parts.data
    this.#engineThreads = parts.engineThreads
  }

  get cancelled(): boolean {
    return this.#signal.cancelled
  }

  /** A connection to the data; `now()` and its kin answer the run's time on it. */
  async connect(): Promise<Connection> {
    return this.#connect(this.#data)
  }

  /** A connection to the instance whose tables are empty and whose optimizer leaves filters at the scans; opened when first asked for. */
  async connectToPlans(): Promise<Connection> {
    this.#plans ??= openPlans()
    return this.#connect(await this.#plans)
  }

  /** Closes a connection before the session ends. Nothing runs on it. */
  release(connection: Connection): void {
    this.#connections.delete(connection)
    connection.close()
  }

  /** The schemas that the user's statements made in the catalog that all connections share. */
  get sharedSchemas(): readonly string[] {
    return this.#sharedSchemas
  }

  /** Looks which they are, after a statement that may have made or dropped one. */
  async findSharedSchemas(connection: Connection): Promise<void> {
    const rows = await connection.rows(
      "SELECT schema_name FROM duckdb_schemas() WHERE database_name = 'memory' AND NOT internal AND schema_name <> 'main'",
    )
    this.#sharedSchemas = rows.map(([name]) => String(name))
  }

  /** Runs `work`, and turns what the engine throws into an error of ours. */
  async translated<T>(purpose: StatementPurpose, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw toGildError(error, purpose, this.memoryLimit)
    }
  }

  /** Runs `work` while the engine has one thread: each thread that scans and joins holds buffers of its own. */
  async onOneThread<T>(work: () => Promise<T>): Promise<T> {
    await runOnce(this.#data, 'SET GLOBAL threads = 1')
    try {
      return await work()
    } finally {
      await runOnce(this.#data, `SET GLOBAL threads = ${this.#engineThreads}`)
    }
  }

  /** Ends what runs; nothing can be run afterwards. Resolves when everything has settled. */
  async cancel(): Promise<void> {
    this.#signal.cancelled = true
    await Promise.all([...this.#connections].map(connection => connection.interrupt()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cancel()
    for (const connection of this.#connections) connection.close()
    this.#data.closeSync()
    await this.#plans?.then(
      plans => plans.closeSync(),
      () => undefined,
    )
    await removeTempFolder(this.folder)
  }

  async #connect(instance: DuckDBInstance): Promise<Connection> {
    const connection = new Connection(await instance.connect(), this.#signal)
    this.#connections.add(connection)
    await connection.run(clockMacros(this.runTime))
    return connection
  }
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const folder = await openTempFolder(options.tempRoot, options.ids.uuid())
  const memoryLimit = options.memory ?? defaultMemoryLimit()
  const engineThreads = options.engineThreads ?? availableParallelism()
  try {
    await mkdir(join(folder, 'spill'))
    const data = await openInstance({
      memory_limit: memoryLimit,
      temp_directory: join(folder, 'spill'),
      ...copySettings,
      threads: String(engineThreads),
    })
    return new Session({ folder, memoryLimit, runTime: options.runTime, data, engineThreads })
  } catch (error) {
    await removeTempFolder(folder)
    throw toGildError(error, { node: 'the engine' }, memoryLimit)
  }
}

async function openInstance(settings: Readonly<Record<string, string>>): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...settings,
    errors_as_json: 'true',
    autoinstall_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  // A plain SET reaches one connection only.
  await runOnce(instance, "SET GLOBAL TimeZone='UTC'")
  return instance
}

const keptOptimizers = [
  'expression_rewriter',
  'filter_pullup',
  'filter_pushdown',
  'in_clause',
  'cte_inlining',
  'regex_range',
]

// The setting is one of the instance. Other passes would turn scans of empty tables into empty results, or make plans that
// cannot be serialized.
async function openPlans(): Promise<DuckDBInstance> {
  const plans = await openInstance({ threads: '1', memory_limit: '256MB' })
  const kept = keptOptimizers.map(name => `'${name}'`).join(', ')
  await runOnce(
    plans,
    `SET VARIABLE off = (SELECT string_agg(name, ',') FROM duckdb_optimizers() WHERE name NOT IN (${kept}));
     SET GLOBAL disabled_optimizers = getvariable('off')`,
  )
  return plans
}

async function runOnce(instance: DuckDBInstance, sql: string): Promise<void> {
  const connection = await instance.connect()
  try {
    await connection.run(sql)
  } finally {
    connection.closeSync()
  }
}
