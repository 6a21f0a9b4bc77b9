import type { Hook, ModelNode, OperationNode, SeedNode } from '../parse/manifest.ts'
import { textPosition } from '../project/yaml/text-position.ts'
import { parse, render, type Template, type Value } from '../template/index.ts'
import type { Compiled } from './compiled.ts'
import { nodeContext } from './context/node-context.ts'
import { referenceNames } from './context/reference-names.ts'
import type { Scope } from './context/scope.ts'
import type { CompileRun, RunStatements } from './options.ts'
import { statementsOf } from './query/statements.ts'

/** A hook of a model or seed, or a statement that runs before or after everything. */
export interface HookRequest {
  readonly node: ModelNode | SeedNode | OperationNode
  readonly hook: Hook
  /** What `is_incremental()` answers. */
  readonly incremental: boolean
  readonly query: RunStatements
  /** Names that only this hook sees: `results`, `schemas`. */
  readonly values?: Readonly<Record<string, Value>> | undefined
}

/**
 * Renders a hook's SQL: any number of statements of any kind, none when the template writes none. Throws `GildError`s
 * with their place in the file that holds the hook.
 */
export async function compileHook(run: CompileRun, request: HookRequest): Promise<Compiled> {
  const scope = hookScope(run, request)
  const { text, map } = await render(templateOf(request.hook), nodeContext(scope))
  return statementsOf(scope, { text, map })
}

/** What a hook, or a macro that is run by itself, sees. */
export function hookScope(run: CompileRun, request: Omit<HookRequest, 'hook'>): Scope {
  const { node, incremental, query, values = {} } = request
  return {
    run,
    request: { node, incremental, query, changedPartitions: async () => [] },
    node,
    names: referenceNames(),
    useEphemeral: () => undefined,
    usedForValues: () => undefined,
    changedPartitions: new Map(),
    hook: { values },
  }
}

const templates = new WeakMap<Hook, Template>()

function templateOf(hook: Hook): Template {
  const { sql, at } = hook
  const template = templates.get(hook) ?? parse(sql, at.file, { firstPosition: textPosition(at, sql) })
  templates.set(hook, template)
  return template
}
