import type { RelationName } from '../../../ports/relation.ts'
import { quoteIdentifier, quoteLiteral, relationText } from '../statements.ts'
import type { Connection } from './connection.ts'

export interface NamespaceOptions {
  readonly connection: Connection
  /** Of the names of its catalogs. */
  readonly prefix: string
  /** The schemas that statements of the user made in the catalog that all connections share. */
  shared?(): readonly string[]
}

/** A catalog in memory that only one connection uses, so that two workers may name their relations alike. */
export class Namespace {
  readonly #options: NamespaceOptions
  #count = 0
  #schemas: readonly string[] = []

  constructor(options: NamespaceOptions) {
    this.#options = options
  }

  /** Drops all relations, and makes the schemas that the next ones need. */
  async renew(schemas: readonly string[]): Promise<void> {
    const drop = this.#count === 0 ? '' : `USE memory; DETACH DATABASE IF EXISTS ${this.#name()};`
    this.#count++
    const name = this.#name()
    this.#schemas = [...new Set(schemas)]
    const created = this.#schemas.map(schema => `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(schema)};`)
    const shared = this.#shared()
    const own = this.#schemas.filter(schema => shared.includes(schema))
    const path = [...this.#steps(['main', ...own]), ...inMemory(['main', ...shared])]
    await this.#options.connection.run(
      `${drop} ATTACH ':memory:' AS ${name}; USE ${name}; ${created.join(' ')} ${setSearchPath(path)}`,
    )
  }

  /** From here until the next `renew`, what is created without a catalog is created for all connections. */
  async share(): Promise<void> {
    const path = [
      ...inMemory(['main']),
      ...this.#steps(['main', ...this.#schemas]),
      ...inMemory(this.#shared()),
    ]
    await this.#options.connection.run(setSearchPath(path))
  }

  /** Drops all relations, and what they are in. */
  async close(): Promise<void> {
    if (this.#count === 0) return
    await this.#options.connection.run(`USE memory; DETACH DATABASE IF EXISTS ${this.#name()}`)
  }

  #shared(): readonly string[] {
    return this.#options.shared?.() ?? []
  }

  #steps(schemas: readonly string[]): readonly RelationName[] {
    return schemas.map(name => ({ schema: this.#name(), name }))
  }

  #name(): string {
    return `${this.#options.prefix}_${this.#count}`
  }
}

function inMemory(schemas: readonly string[]): readonly RelationName[] {
  return schemas.map(name => ({ schema: 'memory', name }))
}

// A name with a schema is looked for in the catalogs of which the path has that schema, else in the first catalog.
function setSearchPath(steps: readonly RelationName[]): string {
  return `SET search_path = ${quoteLiteral(steps.map(relationText).join(','))}`
}
