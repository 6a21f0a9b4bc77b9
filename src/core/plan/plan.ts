import type { NodeId } from '../parse/manifest.ts'

export type PlanCommand = 'build' | 'run' | 'test' | 'seed' | 'compile'

/** One unit of work. A step starts when all of `after` have ended, and is skipped when one of them failed or was skipped. */
export interface Step {
  readonly kind: 'seed' | 'model' | 'test' | 'unit_test'
  readonly id: NodeId
  readonly after: readonly NodeId[]
  /** From 1, the order in which steps start when there is one worker. */
  readonly position: number
}

export interface Plan {
  readonly command: PlanCommand
  /** Each after everything in its `after`. The length is the total. */
  readonly steps: readonly Step[]
}
