import { GildError } from '../../errors/gild-error.ts'
import type { Location } from '../../errors/location.ts'
import { nearest } from '../../errors/nearest.ts'
import type { ConfigLevel } from './config-levels.ts'
import { type ConfigKind, type ConfigValues, configSchemas } from './schema/node-config.ts'
import { isMap } from './yaml/plain-data.ts'

/** Config by folder, of `models:`, `seeds:`, `data_tests:` and `sources:` in `project.yml`. */
export type ConfigTrees = Readonly<Record<ConfigKind, ConfigTree>>

export interface ConfigTree {
  /** Keys without their `+`. */
  readonly config: ConfigValues
  readonly folders: ReadonlyMap<string, ConfigTree>
  /** Where a key of `config` was written. */
  locate(key: string): Location
  /** Where what stands at these steps in the value of a key was written. */
  locateInside(key: string, steps: readonly PropertyKey[]): Location
}

export interface TreeSource {
  readonly kind: ConfigKind
  /** As validated. */
  readonly data: Readonly<Record<string, unknown>>
  /** Where a key stands (its path below `data`, as written), or its value. */
  locate(path: readonly PropertyKey[], part?: 'key' | 'value'): Location
  report(error: GildError): void
}

/** Splits each level of the tree into what it configures and its folders. */
export function configTree(source: TreeSource, path: readonly string[] = []): ConfigTree {
  const known = configSchemas[source.kind].shape
  const config: Record<string, unknown> = {}
  const written = new Map<string, string>()
  const folders = new Map<string, ConfigTree>()
  for (const [key, value] of Object.entries(source.data)) {
    const name = key.startsWith('+') ? key.slice(1) : key
    if (key.startsWith('+') && !Object.hasOwn(known, name)) {
      const plus = Object.keys(known).map(each => `+${each}`)
      const params = { key, closest: nearest(key, plus), known: plus }
      source.report(new GildError('yaml-unknown-key', params, { at: source.locate([...path, key]) }))
    } else if (key.startsWith('+') || (Object.hasOwn(known, key) && !isMap(value))) {
      config[name] = value
      written.set(name, key)
    } else if (isMap(value)) {
      folders.set(key, configTree({ ...source, data: value }, [...path, key]))
    }
  }
  const place = (key: string) => [...path, written.get(key) ?? key]
  return {
    config,
    folders,
    locate: key => source.locate(place(key)),
    locateInside: (key, steps) => source.locate([...place(key), ...steps], 'value'),
  }
}

/** The levels that apply to a node, from the root of the tree to the deepest folder that it is in. */
export function treeLevels(tree: ConfigTree, fqn: readonly string[]): readonly ConfigLevel[] {
  const levels: ConfigLevel[] = []
  let inner: ConfigTree | undefined = tree
  for (const step of [...fqn, undefined]) {
    if (inner === undefined) break
    if (Object.keys(inner.config).length > 0) {
      const { config: values, locate, locateInside } = inner
      levels.push({ scope: 'folder', values, locate, locateInside })
    }
    inner = step === undefined ? undefined : inner.folders.get(step)
  }
  return levels
}
