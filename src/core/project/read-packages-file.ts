import { stringify } from 'yaml'
import { GildError } from '../../errors/gild-error.ts'
import type { Location } from '../../errors/location.ts'
import type { Context } from '../template/index.ts'
import { folderPath } from './folder-path.ts'
import { packageLockSchema, packagesFileSchema } from './schema/packages-file.ts'
import { isMap } from './yaml/plain-data.ts'
import { renderYaml } from './yaml/render-yaml.ts'
import { validate } from './yaml/validate.ts'
import { parseYaml, type YamlFile } from './yaml/yaml-file.ts'

/** Where a project names its packages: in one of these. */
export const packagesFiles = ['packages.yml', 'dependencies.yml'] as const

/** Written by `gild deps`. */
export const packageLockFile = 'package-lock.yml'

/** A project file of a package: gild's name of it, or dbt's. */
export const packageProjectFiles = ['project.yml', 'dbt_project.yml'] as const

/** What a project asks for. */
export interface PackageEntry {
  readonly kind: PackageKind
  /** Of a local package its folder, relative to the project that names it, or absolute; else what is written. */
  readonly reference: string
  /** Set for a tarball. */
  readonly name: string | undefined
  readonly at: Location
}

const kinds = ['local', 'git', 'package', 'tarball', 'private'] as const
export type PackageKind = (typeof kinds)[number]

export interface PackagesFilesOptions {
  /** The text of a file of the project, undefined when there is none. */
  textOf(file: (typeof packagesFiles)[number]): string | undefined
  /** How a file is called in messages. */
  placeOf(file: string): string
  readonly context: Context
  report(error: GildError): void
}

/** The packages that a project names. What is wrong is reported. */
export function readPackagesFiles(options: PackagesFilesOptions): readonly PackageEntry[] {
  const [own, also] = packagesFiles.map(file => readFile(file, options))
  const [first] = also ?? []
  if (first !== undefined && (own ?? []).length > 0) {
    const problem = 'packages.yml names packages too'
    const fix = 'Move all of them into one of the two files.'
    const params = { node: 'dependencies.yml', problem, fix }
    options.report(new GildError('config-invalid', params, { at: first.at }))
  }
  return [...(own ?? []), ...(also ?? [])]
}

/** What is installed, by the name of the package: the folder of each local one as seen from the root project. */
export function readPackageLock(text: string): ReadonlyMap<string, string> {
  const lock = packageLockSchema.safeParse(parseYaml(packageLockFile, text).yaml?.data)
  // A lock that cannot be read says that nothing is installed, which "gild deps" mends.
  const entries = lock.success ? lock.data.packages : []
  return new Map(
    entries.flatMap(({ local, name }) => (local === undefined || name === undefined ? [] : [[name, local]])),
  )
}

/** The text of the lock. */
export function packageLockText(
  packages: Iterable<{ readonly name: string; readonly local: string }>,
): string {
  return stringify({ packages: [...packages].map(({ local, name }) => ({ local, name })) })
}

/** The name that a project file gives its package, undefined where it has none. */
export function packageName(text: string): string | undefined {
  const data = parseYaml('project.yml', text).yaml?.data
  const name = isMap(data) ? data.name : undefined
  return typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name) ? name : undefined
}

/** A path seen from where `base` is seen from, itself relative to `base`; `.` is the same folder. */
export function pathFrom(base: string, path: string): string {
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return path
  const parts: string[] = []
  for (const part of `${base}/${folderPath(path)}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  }
  return parts.join('/') || '.'
}

function readFile(
  file: (typeof packagesFiles)[number],
  { textOf, placeOf, context, report }: PackagesFilesOptions,
): readonly PackageEntry[] {
  const text = textOf(file)
  if (text === undefined) return []
  const { yaml, errors } = parseYaml(placeOf(file), text)
  for (const error of errors) report(error)
  if (yaml === undefined) return []
  const rendered = renderYaml(yaml, { context, report })
  const { data, locate } = rendered
  const value = validate({ schema: packagesFileSchema, data, name: yaml.file, locate }, report)
  return (value?.packages ?? []).flatMap((entry, index) =>
    packageEntry({ yaml: rendered, entry, index, report }),
  )
}

interface WrittenEntry {
  readonly yaml: YamlFile
  readonly entry: Readonly<Record<string, unknown>>
  readonly index: number
  report(error: GildError): void
}

function packageEntry({ yaml, entry, index, report }: WrittenEntry): readonly PackageEntry[] {
  const given = kinds.filter(kind => entry[kind] !== undefined)
  const [kind, ...others] = given
  if (kind === undefined || others.length > 0) {
    const at = yaml.locate(['packages', index])
    report(new GildError('package-entry-invalid', { kinds: given }, { at }))
    return []
  }
  const name = typeof entry.name === 'string' ? entry.name : undefined
  return [{ kind, reference: String(entry[kind]), name, at: yaml.locate(['packages', index, kind]) }]
}
