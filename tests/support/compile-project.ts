import { compileNode } from '../../src/core/compile/compile-node.ts'
import type { Compiled } from '../../src/core/compile/compiled.ts'
import type { ChangedPartitions, CompileRun } from '../../src/core/compile/options.ts'
import { type LoadedProject, loadProject } from '../../src/core/parse/load-project.ts'
import type { ModelNode, TestNode } from '../../src/core/parse/manifest.ts'

export interface CompileSettings {
  readonly incremental?: boolean
  readonly suffix?: string
  readonly changedPartitions?: ChangedPartitions
}

export interface CompileFixture {
  readonly loaded: LoadedProject
  /** What `log`, `print` and `exceptions.warn` said. */
  readonly said: readonly string[]
  node(name: string): ModelNode | TestNode
  compile(name: string, settings?: CompileSettings): Promise<Compiled>
}

/** A project of the files (with a `project.yml` of the name `shop` where none is given), ready to compile. */
export function compileFixture(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): CompileFixture {
  const all = new Map(Object.entries({ 'project.yml': 'name: shop\n', ...files }))
  const loaded = loadProject(all, { env: name => env[name] })
  const said: string[] = []
  const run: CompileRun = {
    project: loaded.project,
    manifest: loaded.manifest,
    runtime: { clock: { now: () => 0 }, ids: { uuid: () => 'uuid' }, env: name => env[name] },
    runId: 'c0ffee',
    startedAt: Date.UTC(2025, 0, 31, 13, 5, 9, 250),
    say: (kind, message, node) => said.push(`${kind} ${node}: ${message}`),
  }
  function node(name: string): ModelNode | TestNode {
    const found = [...loaded.manifest.nodes.values()].find(each => each.name === name)
    if (found === undefined || found.kind === 'seed') throw new Error(`no model or test "${name}"`)
    return found
  }
  async function noPartitions(): Promise<readonly string[]> {
    throw new Error('changed_partitions() was not expected')
  }
  return {
    loaded,
    said,
    node,
    compile: (name, { incremental = false, suffix, changedPartitions = noPartitions } = {}) =>
      compileNode(run, { node: node(name), incremental, suffix, changedPartitions }),
  }
}
