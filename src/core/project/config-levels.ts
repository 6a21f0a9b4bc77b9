import type { Location } from '../../errors/location.ts'
import { hookKey, hookList } from './hooks.ts'
import type { ConfigValues } from './schema/node-config.ts'
import { isMap } from './yaml/plain-data.ts'

/** What one place configures: a folder in project.yml, a YAML entry, a config() call. */
export interface ConfigLevel {
  /** Whether it speaks of this node, or of all in a folder. */
  readonly scope: 'folder' | 'node'
  readonly values: ConfigValues
  /** Where a key was written, undefined when that is not known. */
  locate(key: string): Location | undefined
  /** Where what stands at these steps in the value of a key was written. */
  locateInside?(key: string, steps: readonly PropertyKey[]): Location | undefined
}

/** Config of all levels together. */
export interface MergedConfig {
  readonly values: ConfigValues
  /** Whether the value in force was set for this node itself. */
  isOwn(key: string): boolean
  /** Where the value in force was written. */
  locate(key: string): Location | undefined
}

/**
 * Merges levels, the most specific last: tags and hooks append, meta merges by key, of all else
 * the last value counts.
 */
export function mergeLevels(levels: readonly ConfigLevel[]): MergedConfig {
  const values: Record<string, unknown> = {}
  const origins = new Map<string, ConfigLevel>()
  for (const level of levels) {
    for (const [written, value] of Object.entries(level.values)) {
      if (value === undefined) continue
      const key = hookKey(written) ?? written
      values[key] = mergeValue(key, values[key], value)
      origins.set(key, level)
    }
  }
  const isOwn = (key: string) => origins.get(key)?.scope === 'node'
  return { values, isOwn, locate: key => origins.get(key)?.locate(key) }
}

/** One or several texts, as YAML allows both. */
export function asList(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

function mergeValue(key: string, before: unknown, value: unknown): unknown {
  if (hookKey(key) !== undefined) return [...(Array.isArray(before) ? before : []), ...hookList(value)]
  if (key === 'tags') return [...new Set([...asList(before), ...asList(value)])]
  if (key === 'meta' && isMap(before) && isMap(value)) return { ...before, ...value }
  return value
}
