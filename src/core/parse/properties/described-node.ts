import type { Location } from '../../../errors/location.ts'
import { asList } from '../../project/config-levels.ts'
import { isMap, type PlainMap } from '../../project/yaml/plain-data.ts'
import type { ParseRun } from '../parse-run.ts'
import { type Entry, entryLocation } from './read-properties.ts'

/** What the nodes that are written in YAML alone have in common. */
export interface DescribedNode {
  readonly package: string
  readonly packageFolder: string | undefined
  readonly fqn: readonly string[]
  readonly file: string
  readonly tags: readonly string[]
  readonly description: string
  readonly meta: PlainMap
  readonly patchedAt: Location
}

/** The common part of a source, an exposure or a unit test, with the values of its merged config. */
export function describedNode(
  { project }: ParseRun,
  entry: Entry<{ readonly description?: string | undefined }>,
  { fqn, values }: { readonly fqn: readonly string[]; readonly values: PlainMap },
): DescribedNode {
  return {
    package: project.name,
    packageFolder: project.folder,
    fqn,
    file: entry.yaml.file,
    tags: asList(values.tags),
    description: entry.value.description ?? '',
    meta: isMap(values.meta) ? values.meta : {},
    patchedAt: entryLocation(entry),
  }
}
