import { resolve } from 'node:path'
import { readProject, readProjectFile } from '../adapters/files/read-project.ts'
import { buildGraph, type Graph } from '../core/graph/dag.ts'
import { type LoadOptions, loadProject, loadProjectFile } from '../core/parse/load-project.ts'
import type { Manifest } from '../core/parse/manifest.ts'
import type { Project } from '../core/project/project.ts'
import type { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'

export interface ProjectOptions {
  /** Where to look for project.yml: here, then above. Absolute. */
  readonly projectDir: string
  /** The project's default when undefined. */
  readonly target?: string | undefined
  readonly vars?: Readonly<Record<string, unknown>> | undefined
}

/** What `project.yml` says, and where it says that things are. */
export interface ProjectSettings {
  /** Absolute. */
  readonly folder: string
  readonly project: Project
  /** Absolute. */
  readonly lakeFolder: string
  /** Absolute. */
  readonly streamsFolder: string
}

/** A parsed project and where its parts are. */
export interface OpenProject extends ProjectSettings {
  readonly manifest: Manifest
  readonly graph: Graph
  readonly warnings: readonly GildError[]
}

/** Reads and parses a project. Throws an `AggregateError` of every problem found. */
export async function openProject(options: ProjectOptions, runtime: Runtime): Promise<OpenProject> {
  const { folder, files } = await readProject(options.projectDir)
  const { project, manifest, warnings } = loadProject(files, loadOptions(options, runtime))
  return { ...settingsOf(folder, project), manifest, graph: buildGraph(manifest), warnings }
}

/**
 * Reads `project.yml` and nothing else, so that a mistake in a model stops no command that does without models. Throws an
 * `AggregateError` of every problem found in it.
 */
export async function openSettings(options: ProjectOptions, runtime: Runtime): Promise<ProjectSettings> {
  const { folder, project } = await readProjectFile(options.projectDir)
  const files = new Map([['project.yml', project]])
  return settingsOf(folder, loadProjectFile(files, loadOptions(options, runtime)))
}

function loadOptions({ vars, target }: ProjectOptions, runtime: Runtime): LoadOptions {
  return { env: name => runtime.env(name), vars, target }
}

function settingsOf(folder: string, project: Project): ProjectSettings {
  return {
    folder,
    project,
    lakeFolder: resolve(folder, project.target.lake),
    streamsFolder: resolve(folder, project.target.streams.path),
  }
}
