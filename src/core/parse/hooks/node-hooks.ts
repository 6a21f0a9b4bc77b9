import { GildError } from '../../../errors/gild-error.ts'
import type { Dependencies, NodeHooks, NodeId } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import { type Resolving, resolveDependencies } from '../references/dependencies.ts'
import { joinRecorded } from '../references/record-template.ts'
import type { Referables } from '../references/resolve.ts'
import type { RecordedHooks } from './record-hooks.ts'

export interface HookAssembly {
  readonly id: NodeId
  readonly referrer: Resolving['referrer']
  readonly referables: Referables
  /** Of the node's own SQL. */
  readonly own: Dependencies
}

export interface AssembledHooks {
  readonly hooks: NodeHooks
  /** Of the node's own SQL and its hooks together. */
  readonly dependencies: Dependencies
  readonly failures: readonly GildError[]
}

/** The hooks of a model with their references resolved. Its own table is none of them. */
export function assembleHooks(
  run: ParseRun,
  { pre, post, recorded }: RecordedHooks,
  { id, referrer, referables, own }: HookAssembly,
): AssembledHooks {
  const resolve = (of: RecordedHooks['recorded'][keyof RecordedHooks['recorded']]) =>
    resolveDependencies(run, { recorded: of, referables, referrer })
  const before = resolve(recorded.pre)
  const after = resolve(recorded.post)
  const { dependencies } = resolve(joinRecorded([recorded.pre, recorded.post]))
  const nodes = dependencies.nodes.filter(each => each !== id)
  const fresh = nodes.filter(each => !own.nodes.includes(each))
  const early = new Set(before.dependencies.nodes)
  const reads = { pre: fresh.filter(each => early.has(each)), post: fresh.filter(each => !early.has(each)) }
  return {
    hooks: { pre, post, reads, dependsOn: { ...dependencies, nodes } },
    dependencies: joined(own, { ...dependencies, nodes }),
    failures: [...before.failures, ...after.failures].map(({ error }) => error),
  }
}

/** The hooks of a seed, which reads nothing but its file: a reference in one of them is reported. */
export function assembleSeedHooks(
  run: ParseRun,
  { pre, post, recorded }: RecordedHooks,
  seed: string,
): NodeHooks {
  const both = joinRecorded([recorded.pre, recorded.post])
  for (const { kind, name, at } of both.recording.references) {
    const call = `${kind}(${name.map(part => `'${part}'`).join(', ')})`
    run.diagnostics.report(new GildError('seed-hook-reads', { seed, call }, { at }))
  }
  const recording = { ...both.recording, references: [] }
  const { dependencies } = resolveDependencies(run, {
    recorded: { ...both, recording },
    referables: { projectName: run.project.name, packages: new Set(), nodes: new Map(), sources: new Map() },
    referrer: { name: seed, place: ({ at }) => at },
  })
  return { pre, post, reads: { pre: [], post: [] }, dependsOn: dependencies }
}

function joined(a: Dependencies, b: Dependencies): Dependencies {
  const both = <T>(x: readonly T[], y: readonly T[]) => [...new Set([...x, ...y])]
  return {
    nodes: both(a.nodes, b.nodes),
    macros: both(a.macros, b.macros),
    vars: { ...a.vars, ...b.vars },
    environment: { ...a.environment, ...b.environment },
  }
}
