import { createHash } from 'node:crypto'
import { findVar } from '../../project/vars.ts'
import { variablesOf } from '../macros/macro-calls.ts'
import type { Dependencies, NodeId } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import type { RecordedTemplate } from './record-template.ts'
import { type Referables, type Referrer, type Resolved, resolveReference } from './resolve.ts'

export interface ResolvedDependencies {
  readonly dependencies: Dependencies
  /** References that lead nowhere. */
  readonly failures: readonly Exclude<Resolved, { kind: 'found' }>[]
}

/** What a recorded template depends on. */
export function resolveDependencies(
  run: ParseRun,
  { recorded, referables, referrer }: Resolving,
): ResolvedDependencies {
  const results = (recorded?.recording.references ?? []).map(reference =>
    resolveReference(referables, reference, { ...referrer, package: run.project.name }),
  )
  const nodes = new Set<NodeId>()
  for (const result of results) if (result.kind === 'found') nodes.add(result.id)
  const macros = run.macroCalls.transitive(run.macroCalls.direct(recorded?.names ?? [], run.project.name))
  return {
    dependencies: { nodes: [...nodes], macros, ...variables(run, recorded, macros) },
    failures: results.filter(result => result.kind !== 'found'),
  }
}

export interface Resolving {
  readonly recorded: RecordedTemplate | undefined
  readonly referables: Referables
  readonly referrer: Omit<Referrer, 'package'>
}

function variables(
  run: ParseRun,
  recorded: RecordedTemplate | undefined,
  macros: readonly string[],
): Pick<Dependencies, 'vars' | 'environment'> {
  const inMacros = variablesOf(run.macros, macros)
  const vars: Record<string, unknown> = {}
  for (const name of sorted([...(recorded?.variables.vars ?? []), ...inMacros.vars])) {
    const found = findVar(run.project.vars, name, run.project.name)
    if (found !== undefined) vars[name] = found.value
  }
  const environment: Record<string, string> = {}
  for (const name of sorted([...(recorded?.variables.environment ?? []), ...inMacros.environment])) {
    const value = run.env(name)
    if (value !== undefined) environment[name] = createHash('sha256').update(value).digest('hex')
  }
  return { vars, environment }
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}
