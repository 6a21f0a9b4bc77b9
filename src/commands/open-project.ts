import { resolve } from 'node:path'
import { readProject } from '../adapters/files/read-project.ts'
import { buildGraph, type Graph } from '../core/graph/dag.ts'
import { loadProject } from '../core/parse/load-project.ts'
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

/** A parsed project and where its parts are. */
export interface OpenProject {
  readonly folder: string
  readonly project: Project
  readonly manifest: Manifest
  readonly graph: Graph
  readonly warnings: readonly GildError[]
  /** Absolute. */
  readonly lakeFolder: string
  /** Absolute. */
  readonly streamsFolder: string
}

/** Reads and parses a project. Throws an `AggregateError` of every problem found. */
export async function openProject(options: ProjectOptions, runtime: Runtime): Promise<OpenProject> {
  const { folder, files } = await readProject(options.projectDir)
  const { vars, target } = options
  const { project, manifest, warnings } = loadProject(files, { env: name => runtime.env(name), vars, target })
  return {
    folder,
    project,
    manifest,
    graph: buildGraph(manifest),
    warnings,
    lakeFolder: resolve(folder, project.target.lake),
    streamsFolder: resolve(folder, project.target.streams.path),
  }
}
