import type { ConfigLevel } from '../../project/config-levels.ts'
import { configuredHooks, type HookKey } from '../../project/hooks.ts'
import type { Hook } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import { joinRecorded, type RecordedTemplate, recordTemplate } from '../references/record-template.ts'

/** The hooks of a node in the order in which they run, and what they use. */
export interface RecordedHooks {
  readonly pre: readonly Hook[]
  readonly post: readonly Hook[]
  readonly recorded: Readonly<Record<'pre' | 'post', RecordedTemplate>>
}

export interface HookOwner {
  readonly name: string
  readonly fqn: readonly string[]
  readonly file: string
  readonly levels: readonly ConfigLevel[]
  /** What the levels come to. */
  readonly configured: Readonly<Record<string, unknown>>
}

/** Renders each hook of a node once. Undefined for a node without hooks; errors in templates are reported. */
export function recordHooks(run: ParseRun, owner: HookOwner): RecordedHooks | undefined {
  const pre = hooksOf(owner, 'pre-hook')
  const post = hooksOf(owner, 'post-hook')
  if (pre.length === 0 && post.length === 0) return undefined
  const record = (hooks: readonly Hook[]) =>
    joinRecorded(hooks.flatMap(hook => recordHook(run, hook, owner) ?? []))
  return { pre, post, recorded: { pre: record(pre), post: record(post) } }
}

/** Renders one hook to see what it uses. Undefined after its errors have been reported. */
export function recordHook(
  run: ParseRun,
  { sql, at }: Hook,
  { name, fqn, configured }: Pick<HookOwner, 'name' | 'fqn' | 'configured'>,
): RecordedTemplate | undefined {
  return recordTemplate(run, { file: at.file, text: sql, textAt: at, node: name, fqn, configured })
}

// dbt's order around the transaction of a model: what is outside of it comes first before it, and last behind it.
function hooksOf({ levels, file }: HookOwner, key: HookKey): readonly Hook[] {
  const all = configuredHooks(levels, key).map(({ sql, transaction, at = { file } }) => ({
    sql,
    transaction,
    at,
  }))
  const inside = all.filter(({ transaction }) => transaction)
  const outside = all.filter(({ transaction }) => !transaction)
  return key === 'pre-hook' ? [...outside, ...inside] : [...inside, ...outside]
}
