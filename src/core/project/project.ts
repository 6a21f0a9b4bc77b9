import type { Location } from '../../errors/location.ts'
import type { ConfigTrees } from './config-tree.ts'
import type { Vars } from './vars.ts'

/** `project.yml` after validation, rendering and defaults. Paths are relative to the project folder, with `/`. */
export interface Project {
  readonly name: string
  readonly version: string | undefined
  readonly modelPaths: readonly string[]
  readonly seedPaths: readonly string[]
  readonly testPaths: readonly string[]
  readonly macroPaths: readonly string[]
  readonly docsPaths: readonly string[]
  readonly targetPath: string
  /** Where `gild deps` puts packages. */
  readonly packagesInstallPath: string
  /** What `gild clean` removes. */
  readonly cleanTargets: readonly string[]
  readonly vars: Vars
  readonly target: Target
  readonly configTrees: ConfigTrees
  /** By namespace: the packages that `adapter.dispatch` looks for a macro in, in order. */
  readonly dispatch: ReadonlyMap<string, readonly string[]>
  /** Of an installed package: its folder, relative to that of the project which installed it. */
  readonly folder?: string | undefined
  /** What runs before and after everything. */
  readonly onRun: Readonly<Record<'on-run-start' | 'on-run-end', readonly ProjectHook[]>>
}

/** A statement of `project.yml`: a template that is rendered when it runs. */
export interface ProjectHook {
  readonly sql: string
  /** Where its text begins. */
  readonly at: Location
}

/** A named environment. */
export interface Target {
  readonly name: string
  readonly engine: 'duckdb'
  /** Root of all tables: absolute, a URL, or relative to the project folder. */
  readonly lake: string
  readonly streams: StreamsTarget
  /** What `target.schema` gives, and the schema of models that configure none; undefined: the first folder of the model. */
  readonly schema: string | undefined
  readonly threads: number
  /** Bytes; undefined is half of what the machine has. */
  readonly memory: number | undefined
  readonly durability: 'full' | 'process'
  /** Passed to the engine as they are. */
  readonly settings: Readonly<Record<string, string | number | boolean>>
}

/** Where topics live: the embedded log is a folder, absolute or relative to the project folder. */
export interface StreamsTarget {
  readonly type: 'log'
  readonly path: string
}
