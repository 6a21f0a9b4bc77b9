import {
  type DuckDBConnection,
  type DuckDBResultReader,
  type DuckDBValue,
  StatementType,
} from '@duckdb/node-api'
import { GildError } from '../../../errors/gild-error.ts'
import type { ColumnType } from '../../../ports/column-type.ts'
import type { QueryResult } from '../../../ports/relation.ts'
import { toSqlValue } from './values.ts'

/** Set once, when the session is cancelled. */
export interface CancelSignal {
  readonly cancelled: boolean
}

/** One connection of the engine. Statements run one after the other; failures are those of the driver. */
export class Connection {
  readonly #connection: DuckDBConnection
  readonly #signal: CancelSignal
  /** Settles after all statements that were submitted so far. */
  #last: Promise<void> = Promise.resolve()
  #waiting = 0

  constructor(connection: DuckDBConnection, signal: CancelSignal) {
    this.#connection = connection
    this.#signal = signal
  }

  /** One or more statements. */
  async run(sql: string): Promise<void> {
    await this.#submit(() => this.#connection.run(sql))
  }

  /** All rows as the driver gives them. */
  async rows(sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
    return this.#submit(async () => (await this.#connection.runAndReadAll(sql)).getRows())
  }

  /** The text of the only value of the first row. */
  async text(sql: string): Promise<string> {
    return String((await this.rows(sql))[0]?.[0] ?? '')
  }

  /** The columns of one query, which is bound but not run; undefined for a statement of another kind. */
  async describe(sql: string): Promise<readonly ColumnType[] | undefined> {
    return this.#submit(async () => {
      const prepared = await this.#connection.prepare(sql)
      try {
        if (prepared.statementType !== StatementType.SELECT) return undefined
        return Array.from({ length: prepared.columnCount }, (_, i) => {
          const type = prepared.columnType(i)
          return { name: prepared.columnName(i), type: type.alias ?? String(type) }
        })
      } finally {
        prepared.destroySync()
      }
    })
  }

  /** The rows of one query as values of the port, at most `limit`. */
  async read(sql: string, limit: number | undefined): Promise<QueryResult> {
    return this.#submit(async () => {
      const reader = await this.#connection.streamAndReadUntil(sql, limit ?? Number.MAX_SAFE_INTEGER)
      return { columns: columnsOf(reader), rows: rowsOf(reader).slice(0, limit) }
    })
  }

  /** Runs one or more statements of any kind. The rows of the last one; none when it gives none. */
  async execute(sql: string): Promise<QueryResult> {
    return this.#submit(async () => {
      const reader = await this.#connection.runAndReadAll(sql)
      return { columns: columnsOf(reader), rows: rowsOf(reader) }
    })
  }

  /** Ends what runs and resolves when it has. */
  async interrupt(): Promise<void> {
    // The interrupt of a query that still waits for a thread of libuv is lost: it is repeated until the promise settles.
    while (this.#waiting > 0) {
      this.#connection.interrupt()
      await Promise.race([this.#last, wait(5)])
    }
  }

  close(): void {
    this.#connection.closeSync()
  }

  async #submit<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      if (this.#signal.cancelled) throw new GildError('run-cancelled', {})
      return work()
    })
    this.#last = turn.then(done, done)
    this.#waiting++
    try {
      return await turn
    } finally {
      this.#waiting--
    }
  }
}

function columnsOf(reader: DuckDBResultReader): readonly ColumnType[] {
  return reader.columnNames().map((name, i) => {
    const type = reader.columnType(i)
    return { name, type: type.alias ?? String(type) }
  })
}

function rowsOf(reader: DuckDBResultReader): QueryResult['rows'] {
  return reader.getRows().map(row => row.map(toSqlValue))
}

function done(): void {}

function wait(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
