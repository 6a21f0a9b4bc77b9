import { GildError } from '../../../errors/gild-error.ts'
import { folderPath } from '../../project/folder-path.ts'
import type { SourceTableProperties } from '../../project/schema/properties-file.ts'
import type { ExternalProperties } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import type { Entry } from '../properties/read-properties.ts'

/** The files that a source table is made of, undefined when it is none of files. What is wrong is reported. */
export function readExternal(
  { project, diagnostics }: ParseRun,
  name: string,
  { yaml, value, path }: Entry<SourceTableProperties>,
): ExternalProperties | undefined {
  const { location, format } = value.external ?? {}
  if (location === undefined) return undefined
  const at = yaml.locate([...path, 'external', 'location'])
  const report = (problem: string, fix: string) =>
    diagnostics.report(new GildError('config-invalid', { node: name, problem, fix }, { at }))
  if (/^[A-Za-z][\w+.-]+:\/\//.test(location) || location.startsWith('@')) {
    report(`its files are at "${location}"`, 'gild reads files of this machine: give a path.')
  }
  const known = format ?? formatOf(location)
  if (known === undefined) {
    report(`the name "${location}" does not say what the files are`, 'Set "format" to parquet, csv or json.')
  }
  return { location: fromProject(location, project.folder), format: known ?? 'parquet', at }
}

const formats: readonly (readonly [RegExp, ExternalProperties['format']])[] = [
  [/\.(?:parquet|parq|pq)$/i, 'parquet'],
  [/\.(?:csv|tsv)(?:\.gz|\.zst)?$/i, 'csv'],
  [/\.(?:json|jsonl|ndjson)(?:\.gz|\.zst)?$/i, 'json'],
]

function formatOf(location: string): ExternalProperties['format'] | undefined {
  return formats.find(([pattern]) => pattern.test(location))?.[1]
}

// What a package says is relative to the package.
function fromProject(location: string, packageFolder: string | undefined): string {
  const path = folderPath(location)
  if (packageFolder === undefined || /^(?:\/|[A-Za-z]:)/.test(path)) return path
  return `${packageFolder}/${path}`
}
