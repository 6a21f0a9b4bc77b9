import { bug } from '../../errors/bug.ts'
import type { GildError } from '../../errors/gild-error.ts'
import type { Project } from '../project/project.ts'
import type { Manifest } from './manifest.ts'

/** The files of a project by path relative to its folder, with `/`. */
export type ProjectFiles = ReadonlyMap<string, string | Uint8Array>

export interface LoadOptions {
  /** The value of an environment variable, undefined when not set. */
  env(name: string): string | undefined
  /** Of `--vars`. */
  readonly vars?: Readonly<Record<string, unknown>> | undefined
  /** Of `--target`; the project's default when undefined. */
  readonly target?: string | undefined
}

export interface LoadedProject {
  readonly project: Project
  readonly manifest: Manifest
  /** What does not stop the project from running: each once, with its place. */
  readonly warnings: readonly GildError[]
}

/** Parses a whole project. Throws an `AggregateError` of every `GildError` found. */
export function loadProject(files: ProjectFiles, options: LoadOptions): LoadedProject {
  return bug(`project of ${files.size} files is not parsed for ${options.target ?? 'its default target'}`)
}
