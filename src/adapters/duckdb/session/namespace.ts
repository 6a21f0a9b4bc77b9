import { quoteIdentifier } from '../statements.ts'
import type { Connection } from './connection.ts'

/** A catalog in memory that only one connection uses, so that two workers may name their relations alike. */
export class Namespace {
  readonly #connection: Connection
  readonly #prefix: string
  #count = 0

  constructor(connection: Connection, prefix: string) {
    this.#connection = connection
    this.#prefix = prefix
  }

  /** Drops all relations, and makes the schemas that the next ones need. */
  async renew(schemas: readonly string[]): Promise<void> {
    const old = this.#name()
    const drop = this.#count === 0 ? '' : `USE memory; DETACH DATABASE IF EXISTS ${old};`
    this.#count++
    const name = this.#name()
    const created = [...new Set(schemas)].map(
      schema => `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)};`,
    )
    await this.#connection.run(`${drop} ATTACH ':memory:' AS ${name}; USE ${name}; ${created.join(' ')}`)
  }

  #name(): string {
    return `${this.#prefix}_${this.#count}`
  }
}
