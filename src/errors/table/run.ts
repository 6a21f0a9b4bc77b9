import { entry } from '../entry.ts'

/** Running: what a node, a data test or a whole run can end with. */
export const runErrors = {
  'run-cancelled': entry<Record<never, never>>({
    title: 'Cancelled',
    message: () => 'The run was cancelled.',
    stage: 'run',
  }),
}
