import type { MacroNode, NodeId, OperationNode } from '../parse/manifest.ts'
import { nodeId } from '../parse/names.ts'
import { callMacro, fromJs } from '../template/index.ts'
import { hookScope } from './compile-hook.ts'
import { nodeContext } from './context/node-context.ts'
import type { CompileRun, RunStatements } from './options.ts'

export interface OperationCall {
  readonly macro: MacroNode
  /** By the names of its parameters. */
  readonly args: Readonly<Record<string, unknown>>
  /** What the statements of the operation of that id and name run with. */
  query(operation: { readonly id: NodeId; readonly name: string }): RunStatements
}

/** Calls a macro by itself. Throws `GildError`s with their place in the macros and the calls that led there. */
export async function callOperation(run: CompileRun, { macro, args, query }: OperationCall): Promise<void> {
  const node = operationOf(macro)
  const scope = hookScope(run, { node, incremental: false, query: query(node) })
  const named = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, fromJs(value)]))
  await callMacro(macro.value, { named }, { context: nodeContext(scope) })
}

function operationOf({ name, package: owner, file }: MacroNode): OperationNode {
  return {
    kind: 'operation',
    id: nodeId('operation', owner, name),
    name,
    package: owner,
    fqn: [owner, name],
    file,
    tags: [],
    description: '',
    meta: {},
    patchedAt: undefined,
    when: 'on-run-start',
    hook: { sql: '', transaction: true, at: { file } },
    index: 0,
    dependsOn: { nodes: [], macros: [], vars: {}, environment: {} },
  }
}
