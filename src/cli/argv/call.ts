import type { Style } from '../terminal.ts'

export type VerbName =
  | 'build'
  | 'run'
  | 'test'
  | 'seed'
  | 'generate fastcart'
  | 'compile'
  | 'ls'
  | 'show'
  | 'table history'
  | 'docs generate'
  | 'docs serve'
  | 'clean'
  | 'init'
  | 'deps'
  | 'debug'
  | 'retry'
  | 'completion'
  | 'run-operation'

/** The options of all commands; a command has those that `defineProgram` gives it. */
export interface CommandOptions {
  readonly projectDir?: string
  readonly target?: string
  readonly vars?: string
  readonly threads?: number
  readonly logFormat: 'text' | 'json'
  readonly quiet?: true
  readonly color: boolean
  readonly debug?: true
  readonly select?: readonly string[]
  readonly exclude?: readonly string[]
  readonly fullRefresh?: true
  readonly failFast?: true
  readonly storeFailures?: true
  readonly junit?: string
  readonly args?: string
  readonly static?: true
  readonly port?: number
  readonly inline?: string
  readonly limit?: number
  /** Of `show` the first four, of `ls` the last four. */
  readonly output?: 'table' | 'csv' | 'parquet' | 'json' | 'selector' | 'name' | 'path'
  readonly outputFile?: string
  readonly resourceType?: readonly string[]
  readonly orders?: number
  readonly more?: number
  readonly days?: number
  readonly rate?: number
  readonly seed?: number
  readonly start?: string
  readonly dirty?: number
  readonly duration?: number
  readonly minDelay?: number
  readonly maxDelay?: number
  readonly topic?: string
  readonly kafkaTopic?: string
  readonly outputConsole?: true
  /** `false` for `--no-console`. */
  readonly console?: boolean
}

/** A command with its arguments and options. */
export interface Call {
  readonly verb: VerbName
  readonly args: readonly string[]
  readonly options: CommandOptions
}

export interface ParseContext {
  readonly version: string
  readonly style: Style
  /** Of the help text. */
  readonly columns: number
}
