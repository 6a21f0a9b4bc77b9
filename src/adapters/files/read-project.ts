import type { ProjectFiles } from '../../core/parse/load-project.ts'
import { bug } from '../../errors/bug.ts'

export interface ProjectOnDisk {
  /** Absolute path of the folder that holds `project.yml`. */
  readonly folder: string
  readonly files: ProjectFiles
}

/** Reads the project of `from` or of the nearest folder above it. Throws `project-not-found`. */
export async function readProject(from: string): Promise<ProjectOnDisk> {
  return bug(`project at ${from} is not read`)
}
