import type { Project } from '../project/project.ts'
import type { Context, Template } from '../template/index.ts'
import type { Diagnostics } from './diagnostics.ts'
import type { MacroCalls } from './macros/macro-calls.ts'
import type { ParsedMacro } from './macros/read-macros.ts'
import type { DocBlock } from './manifest.ts'
import type { Properties } from './properties/read-properties.ts'
import type { CallPlaces } from './references/call-places.ts'
import type { Recorder } from './references/recorder.ts'

/** What every step of parsing one project shares. */
export interface ParseRun {
  readonly project: Project
  readonly diagnostics: Diagnostics
  readonly properties: Properties
  /** By `package.name`. */
  readonly macros: ReadonlyMap<string, ParsedMacro>
  readonly macroCalls: MacroCalls
  /** The macros as the templates of the project see them. */
  readonly macroContext: Context
  readonly recorder: Recorder
  /** What values in YAML can use. */
  readonly yamlContext: Context
  /** What descriptions can use: that, and `doc()`. */
  readonly describing: Context
  /** By `package.name`. */
  readonly docs: ReadonlyMap<string, DocBlock>
  /** Every template that was parsed, by file. */
  readonly templates: Map<string, Template>
  readonly places: CallPlaces
  env(name: string): string | undefined
}
