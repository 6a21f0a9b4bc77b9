import type { Plan } from '../../core/plan/plan.ts'
import type { RunContext } from '../run-context.ts'
import { nodeInputs, postHookInputs } from './node-inputs.ts'

/** Resolves the version, or the files, of everything that the plan reads and does not build, before its first step. */
export async function pinInputs({ manifest, pins, files }: RunContext, plan: Plan): Promise<void> {
  const built = new Set(plan.steps.map(({ id }) => id))
  const paths = new Set<string>()
  const locations = new Set<string>()
  for (const id of built) {
    const node = manifest.nodes.get(id)
    const inputs =
      node === undefined ? [] : [...nodeInputs(manifest, node), ...postHookInputs(manifest, node)]
    for (const input of inputs) {
      if (input.kind === 'table' && !built.has(input.id)) paths.add(input.path)
      const external = manifest.sources.get(input.id)?.external
      if (external !== undefined) locations.add(external.location)
    }
  }
  await Promise.all([
    ...[...paths].map(path => pins.get(path)),
    ...[...locations].map(location => files.find(location)),
  ])
}
