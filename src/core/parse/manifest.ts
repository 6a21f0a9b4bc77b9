import type { Location } from '../../errors/location.ts'
import type { MacroValue } from '../template/index.ts'

/**
 * dbt's `unique_id`: `model.<package>.<name>`, `seed…`, `test…`, `source.<package>.<source>.<table>`,
 * `unit_test.<package>.<model>.<name>`, `operation.<package>.<package>-on-run-start-0`.
 */
export type NodeId = string & { readonly brand: 'NodeId' }

/** Everything a project declares, after parsing and before any SQL runs. Plain data. */
export interface Manifest {
  readonly projectName: string
  readonly nodes: ReadonlyMap<NodeId, ManifestNode>
  readonly sources: ReadonlyMap<NodeId, SourceNode>
  readonly unitTests: ReadonlyMap<NodeId, UnitTestNode>
  readonly exposures: ReadonlyMap<NodeId, ExposureNode>
  /** What runs before and after all nodes, in the order in which it does. */
  readonly operations: ReadonlyMap<NodeId, OperationNode>
  /** By `package.name`. */
  readonly docs: ReadonlyMap<string, DocBlock>
  /** By `package.name`. */
  readonly macros: ReadonlyMap<string, MacroNode>
  /** What was parsed but is `enabled: false`. */
  readonly disabled: readonly (ManifestNode | UnitTestNode | ExposureNode)[]
}

export type ManifestNode = ModelNode | SeedNode | TestNode

interface NodeBase {
  readonly id: NodeId
  readonly name: string
  readonly package: string
  /** Folders below the resource path and the name, as in dbt: `[package, 'gold', 'fastcart', 'top_products']`. */
  readonly fqn: readonly string[]
  /** Relative to the project folder, with `/`. */
  readonly file: string
  /** Of a node of an installed package: the package's folder, relative to the project folder. */
  readonly packageFolder?: string | undefined
  readonly tags: readonly string[]
  readonly description: string
  readonly meta: Readonly<Record<string, unknown>>
  /** Where YAML describes it, undefined when nothing does. */
  readonly patchedAt: Location | undefined
}

/** What is stored or selectable: models and seeds. */
interface RelationBase extends NodeBase {
  readonly schema: string
  readonly alias: string
  /** Relative to the lake: `<schema>/<alias>` unless configured. */
  readonly path: string
  readonly columns: readonly ColumnProperties[]
  /** Undefined when there are none. */
  readonly hooks?: NodeHooks | undefined
}

/** What runs before and after one node, in the order in which it does. */
export interface NodeHooks {
  readonly pre: readonly Hook[]
  readonly post: readonly Hook[]
  /** What the hooks of this node read and its own SQL does not, by the first that reads it. Part of `dependsOn`. */
  readonly reads: { readonly pre: readonly NodeId[]; readonly post: readonly NodeId[] }
  /** Of the hooks alone. */
  readonly dependsOn: Dependencies
}

/** A statement that config asks for: a template that is rendered when it runs. */
export interface Hook {
  readonly sql: string
  readonly transaction: boolean
  /** Where its text begins. */
  readonly at: Location
}

/** A statement of `on-run-start` or `on-run-end`. */
export interface OperationNode extends NodeBase {
  readonly kind: 'operation'
  readonly when: 'on-run-start' | 'on-run-end'
  readonly hook: Hook
  /** From 0, among those of its package. */
  readonly index: number
  readonly dependsOn: Dependencies
}

export interface ModelNode extends RelationBase {
  readonly kind: 'model'
  readonly rawSql: string
  readonly config: ModelConfig
  readonly dependsOn: Dependencies
}

export interface SeedNode extends RelationBase {
  readonly kind: 'seed'
  readonly config: SeedConfig
  /** SHA-256 of the file's bytes, hex. */
  readonly checksum: string
}

export interface TestNode extends NodeBase {
  readonly kind: 'test'
  /** The name, or at most 63 characters of it and a hash as dbt makes them: for files. */
  readonly alias: string
  /** A query that returns the bad rows. A generic test's is the call of its macro. */
  readonly rawSql: string
  readonly config: TestConfig
  readonly dependsOn: Dependencies
  /** Of a generic test. */
  readonly generic: GenericTest | undefined
}

export interface GenericTest {
  /** `unique`, `not_null`, `accepted_values`, `relationships`, or a `{% test %}` of the project. */
  readonly test: string
  readonly column: string | undefined
  readonly arguments: Readonly<Record<string, unknown>>
  /** The model, seed or source that it is declared on. */
  readonly attachedTo: NodeId
}

/** Rows that a model is given, and rows that it then has to give. Needs no table. */
export interface UnitTestNode extends NodeBase {
  readonly kind: 'unit_test'
  readonly modelName: string
  readonly given: readonly GivenInput[]
  readonly expect: TestRows
  readonly overrides: UnitTestOverrides
  readonly config: UnitTestConfig
  /** Of nodes the model alone. */
  readonly dependsOn: Dependencies
}

export interface GivenInput {
  /** As written: `ref('orders')`, `source('crm', 'users')`, `this`. */
  readonly input: string
  /** Of `this` the model itself. */
  readonly to: NodeId
  readonly rows: TestRows
  readonly at: Location | undefined
}

export type TestRows =
  | {
      readonly format: 'dict' | 'csv'
      readonly fixture: string | undefined
      /** All that a row names, in order of appearance. What a row does not name is NULL. */
      readonly columns: readonly string[]
      readonly rows: readonly Readonly<Record<string, unknown>>[]
    }
  | { readonly format: 'sql'; readonly fixture: string | undefined; readonly sql: string }

/** What templates get instead of what the project says, by name. */
export interface UnitTestOverrides {
  readonly macros: Readonly<Record<string, unknown>>
  readonly vars: Readonly<Record<string, unknown>>
  readonly envVars: Readonly<Record<string, string>>
}

export interface UnitTestConfig {
  readonly enabled: boolean
  readonly raw: Readonly<Record<string, unknown>>
}

/** What uses the data outside of gild: a dashboard, a notebook, an application. */
export interface ExposureNode extends NodeBase {
  readonly kind: 'exposure'
  readonly label: string | undefined
  readonly type: string
  readonly owner: { readonly name: string | undefined; readonly email: readonly string[] }
  readonly maturity: string | undefined
  readonly url: string | undefined
  readonly config: { readonly enabled: boolean; readonly raw: Readonly<Record<string, unknown>> }
  readonly dependsOn: Dependencies
}

/** A `{% docs %}` block of a Markdown file. */
export interface DocBlock {
  readonly name: string
  readonly package: string
  readonly packageFolder?: string | undefined
  readonly file: string
  readonly contents: string
}

export interface Dependencies {
  /** Models, seeds and sources, without duplicates, in order of appearance. */
  readonly nodes: readonly NodeId[]
  /** `package.name` of every macro that it may call, transitively. */
  readonly macros: readonly string[]
  /** The variables that it and its macros may read, with the values that are set. */
  readonly vars: Readonly<Record<string, unknown>>
  /** The environment variables that it and its macros may read, as SHA-256 (hex) of the values that are set. */
  readonly environment: Readonly<Record<string, string>>
}

export interface SourceNode extends NodeBase {
  readonly kind: 'source'
  readonly sourceName: string
  readonly columns: readonly ColumnProperties[]
  readonly stream: StreamProperties | undefined
  /** Of a plain Delta table source: absolute, or relative to the lake. */
  readonly path: string | undefined
  /** Of a plain table source of files. */
  readonly external?: ExternalProperties | undefined
}

export interface ExternalProperties {
  /** A file or a pattern: absolute, or relative to the project folder. */
  readonly location: string
  readonly format: 'parquet' | 'csv' | 'json'
  /** Where YAML says so. */
  readonly at: Location
}

export interface StreamProperties {
  readonly topic: string
  readonly format: 'json' | 'raw'
}

export interface ColumnProperties {
  readonly name: string
  readonly description: string
  readonly dataType: string | undefined
  readonly tags: readonly string[]
  readonly meta: Readonly<Record<string, unknown>>
}

export interface MacroNode {
  /** A `{% test unique(…) %}` is the macro `test_unique`. */
  readonly name: string
  readonly package: string
  readonly packageFolder?: string | undefined
  readonly file: string
  /** The text of the whole `{% macro %}` block. */
  readonly sql: string
  readonly description: string
  readonly meta: Readonly<Record<string, unknown>>
  /** As YAML describes them; without that, the names of its parameters. */
  readonly arguments: readonly MacroArgument[]
  /** Where YAML describes it, undefined when nothing does. */
  readonly patchedAt: Location | undefined
  /** `package.name` of the macros it calls by name. */
  readonly calls: readonly string[]
  /** What templates call. */
  readonly value: MacroValue
}

/** What YAML says about a macro. */
export type MacroPatch = Pick<MacroNode, 'description' | 'meta' | 'arguments' | 'patchedAt'>

export interface MacroArgument {
  readonly name: string
  readonly type: string | undefined
  readonly description: string
}

export type Materialization = 'view' | 'ephemeral' | 'table' | 'incremental'
export type IncrementalStrategy = 'append' | 'merge' | 'delete+insert' | 'insert_overwrite'

export interface ModelConfig {
  readonly enabled: boolean
  readonly materialized: Materialization
  /** dbt's default: `merge` with a unique_key, else `append`. */
  readonly incrementalStrategy: IncrementalStrategy
  readonly uniqueKey: readonly string[]
  readonly partitionBy: readonly string[]
  readonly onSchemaChange: 'ignore' | 'fail' | 'append_new_columns' | 'sync_all_columns'
  /** `false` keeps the table from being rebuilt, `undefined` follows the command line. */
  readonly fullRefresh: boolean | undefined
  readonly tblproperties: Readonly<Record<string, string>>
  /** All keys after merging, dbt's names, for `config.get()` and artifacts. */
  readonly raw: Readonly<Record<string, unknown>>
}

export interface SeedConfig {
  readonly enabled: boolean
  readonly delimiter: string
  readonly columnTypes: Readonly<Record<string, string>>
  readonly raw: Readonly<Record<string, unknown>>
}

export interface TestConfig {
  readonly enabled: boolean
  readonly severity: 'error' | 'warn'
  /** Conditions on the number of failures: `!= 0`, `> 10`. */
  readonly warnIf: string
  readonly errorIf: string
  readonly where: string | undefined
  readonly limit: number | undefined
  readonly failCalc: string
  /** Whether its bad rows are kept as a table; undefined follows the command line. */
  readonly storeFailures: boolean | undefined
  readonly raw: Readonly<Record<string, unknown>>
}
