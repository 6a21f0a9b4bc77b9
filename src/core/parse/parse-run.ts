import type { Project } from '../project/project.ts'
import type { Context, Template } from '../template/index.ts'
import type { Diagnostics } from './diagnostics.ts'
import type { MacroCalls } from './macros/macro-calls.ts'
import type { ParsedMacro } from './macros/read-macros.ts'
import type { DocBlock } from './manifest.ts'
import type { Properties } from './properties/read-properties.ts'
import type { CallPlaces } from './references/call-places.ts'
import type { Recorder } from './references/recorder.ts'

/** What every step of parsing one package shares: the root project is one of them. */
export interface ParseRun {
  /** The package that is parsed, with the variables and the target of the root project. */
  readonly project: Project
  readonly root: Project
  readonly diagnostics: Diagnostics
  readonly properties: Properties
  /** Of all packages, by `package.name`. */
  readonly macros: ReadonlyMap<string, ParsedMacro>
  readonly macroCalls: MacroCalls
  /** The macros as the templates of the package see them. */
  readonly macroContext: Context
  readonly recorder: Recorder
  /** What values in YAML can use. */
  readonly yamlContext: Context
  /** What descriptions can use: that, and `doc()`. */
  readonly describing: Context
  /** Of all packages, by `package.name`. */
  readonly docs: ReadonlyMap<string, DocBlock>
  /** Every template that was parsed, of all packages, by file. */
  readonly templates: Map<string, Template>
  readonly places: CallPlaces
  env(name: string): string | undefined
}
