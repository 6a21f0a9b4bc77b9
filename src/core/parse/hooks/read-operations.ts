import type { Location } from '../../../errors/location.ts'
import type { OperationNode } from '../manifest.ts'
import { nodeId } from '../names.ts'
import type { ParseRun } from '../parse-run.ts'
import { resolveDependencies } from '../references/dependencies.ts'
import type { Referables } from '../references/resolve.ts'
import { recordHook } from './record-hooks.ts'

/** The statements that project.yml runs before and after everything. What is wrong in them is reported. */
export function readOperations(run: ParseRun, referables: Referables): readonly OperationNode[] {
  const { project } = run
  return (['on-run-start', 'on-run-end'] as const).flatMap(when =>
    project.onRun[when].map(({ sql, at }, index) =>
      readOperation(run, { when, sql, at, index, owner: project.name, referables }),
    ),
  )
}

interface Written {
  readonly when: OperationNode['when']
  readonly sql: string
  readonly at: Location
  readonly index: number
  readonly owner: string
  readonly referables: Referables
}

function readOperation(run: ParseRun, written: Written): OperationNode {
  const { when, sql, at, index, owner, referables } = written
  const name = `${owner}-${when}-${index}`
  const fqn = [owner, 'hooks', name]
  const hook = { sql, transaction: true, at }
  const recorded = recordHook(run, hook, { name, fqn, configured: {} })
  const referrer = { name, place: (reference: { readonly at: Location }) => reference.at }
  const { dependencies, failures } = resolveDependencies(run, { recorded, referables, referrer })
  for (const { error } of failures) run.diagnostics.report(error)
  return {
    kind: 'operation',
    id: nodeId('operation', owner, name),
    name,
    package: owner,
    fqn,
    file: at.file,
    packageFolder: run.project.folder,
    tags: [when],
    description: '',
    meta: {},
    patchedAt: undefined,
    when,
    hook,
    index,
    dependsOn: dependencies,
  }
}
