import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { GildError } from '../errors/gild-error.ts'
import type { Runtime } from '../ports/runtime.ts'
import { docsFolder } from './docs-generate.ts'
import { openProject, type ProjectOptions } from './open-project.ts'

/** The absolute folder of the documentation site. Throws `docs-not-generated`. */
export async function findDocs(options: ProjectOptions, runtime: Runtime): Promise<string> {
  const { folder, project } = await openProject(options, runtime)
  const site = join(folder, project.targetPath, docsFolder)
  const isThere = await stat(join(site, 'index.html')).then(
    () => true,
    () => false,
  )
  if (!isThere) throw new GildError('docs-not-generated', { folder: site })
  return site
}
