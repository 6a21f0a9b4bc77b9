import { bug } from '../../errors/bug.ts'
import type { Graph } from '../graph/dag.ts'
import type { NodeId } from '../parse/manifest.ts'
import type { Plan, PlanCommand } from './plan.ts'

/** The steps of a command over the selected nodes. Pure: `plan` prints what `run` executes. */
export function planSteps(graph: Graph, selected: Iterable<NodeId>, command: PlanCommand): Plan {
  return bug(`no plan to ${command} ${[...selected].length} of ${graph.order.length}`)
}
