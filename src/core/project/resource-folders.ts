import { folderPath } from './folder-path.ts'
import { isMap } from './yaml/plain-data.ts'
import { parseYaml } from './yaml/yaml-file.ts'

const keys = {
  'model-paths': 'models',
  'seed-paths': 'seeds',
  'test-paths': 'tests',
  'macro-paths': 'macros',
  'docs-paths': undefined,
} as const

/** The folder of a project's installed packages, before its `project.yml` is validated. */
export function packagesInstallPath(text: string): string {
  const data = parseYaml('project.yml', text).yaml?.data
  const written = isMap(data) ? data['packages-install-path'] : undefined
  return folderPath(typeof written === 'string' && written !== '' ? written : 'dbt_packages')
}

/** The folders whose files a `project.yml` asks for, before it is validated: what is not a list has its default. */
export function resourceFolders(text: string): readonly string[] {
  const data = parseYaml('project.yml', text).yaml?.data
  const folders = Object.entries(keys).flatMap(([key, fallback]) => {
    const written = isMap(data) ? data[key] : undefined
    if (Array.isArray(written)) return written.filter(each => typeof each === 'string')
    return fallback === undefined ? [] : [fallback]
  })
  return [...new Set(folders.map(folderPath))]
}
