import type { Location } from '../../errors/location.ts'
import type { ConfigValues } from './schema/node-config.ts'
import { isMap } from './yaml/plain-data.ts'

/** A statement that config asks for, as it is written: a template that is rendered when it runs. */
export interface ConfiguredHook {
  readonly sql: string
  /** dbt's: `false` runs before the hooks of a pre-hook that are inside the transaction, and after those of a post-hook. */
  readonly transaction: boolean
  /** Where its text begins. */
  readonly at: Location | undefined
}

/** What one place configures, as far as hooks need it. */
export interface HookLevel {
  readonly values: ConfigValues
  locate(key: string): Location | undefined
  locateInside?(key: string, steps: readonly PropertyKey[]): Location | undefined
}

export type HookKey = 'pre-hook' | 'post-hook'

const spellings = new Map<string, HookKey>([
  ['pre-hook', 'pre-hook'],
  ['pre_hook', 'pre-hook'],
  ['post-hook', 'post-hook'],
  ['post_hook', 'post-hook'],
])

/** dbt's name of a key for hooks, undefined for other keys: `pre_hook` is `pre-hook`. A `+` before it is none of it. */
export function hookKey(key: string): HookKey | undefined {
  return spellings.get(key)
}

/** Whether a value below this path is the text of a hook, which is rendered when it runs. */
export function isHookPath(path: readonly PropertyKey[]): boolean {
  return path.some(step => spellings.has(String(step).replace(/^\+\s*/, '')))
}

/** The hooks of all levels, outer levels first, each level in the order of its list. */
export function configuredHooks(levels: readonly HookLevel[], key: HookKey): readonly ConfiguredHook[] {
  return levels.flatMap(level =>
    Object.entries(level.values)
      .filter(([written]) => hookKey(written) === key)
      .flatMap(([written, value]) =>
        hooksIn(value, inside => level.locateInside?.(written, inside) ?? level.locate(written)),
      ),
  )
}

/** dbt's form of what one level sets, for its artifacts and `config.get()`. */
export function hookList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return hooksIn(value, () => undefined).map(({ sql, transaction }) => ({ sql, transaction, index: null }))
}

/** The statements of `on-run-start` or `on-run-end`. */
export function onRunHooks(
  value: string | readonly string[] | undefined,
  locate: (inside: readonly PropertyKey[]) => Location,
): readonly { readonly sql: string; readonly at: Location }[] {
  const all = typeof value === 'string' ? [{ sql: value, at: locate([]) }] : []
  const listed = Array.isArray(value) ? value.map((sql: string, i) => ({ sql, at: locate([i]) })) : []
  return [...all, ...listed].filter(({ sql }) => sql.trim() !== '')
}

type Locate = (inside: readonly PropertyKey[]) => Location | undefined

function hooksIn(value: unknown, locate: Locate): readonly ConfiguredHook[] {
  const listed = Array.isArray(value)
    ? value.map((item, index) => one(item, inside => locate([index, ...inside])))
    : [one(value, locate)]
  return listed.filter(({ sql }) => sql.trim() !== '')
}

function one(value: unknown, locate: Locate): ConfiguredHook {
  const map = isMap(value) ? value : fromMacro(value)
  if (map === undefined) return { sql: String(value ?? ''), transaction: true, at: locate([]) }
  const at = isMap(value) ? locate(['sql']) : locate([])
  return { sql: String(map.sql ?? ''), transaction: map.transaction !== false, at }
}

// before_begin() and its kin give JSON.
function fromMacro(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{"sql"')) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return isMap(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}
