import { entry } from '../entry.ts'

/** Running: what a node, a data test or a whole run can end with. */
export const runErrors = {
  'run-cancelled': entry<Record<never, never>>({
    title: 'Cancelled',
    message: () => 'The run was cancelled.',
    stage: 'run',
  }),
  'input-not-built': entry<{ node: string; input: string; kind: string }>({
    title: 'An input does not exist yet',
    message: p => `"${p.node}" reads the ${p.kind} "${p.input}", which has no table in this target yet.`,
    hint: p =>
      p.kind === 'source'
        ? 'Create the table, or correct the path of the source.'
        : `Build it too: --select +${p.node}`,
    stage: 'run',
  }),
  'publish-conflict': entry<{ node: string; attempts: number; reason: string }>({
    title: 'Other writers were faster',
    message: p =>
      `"${p.node}" could not be published: in ${p.attempts} attempts other writers changed the table first (${p.reason}).`,
    hint: () =>
      'Nothing was published by this run. Run it again, or find out what else writes to this table.',
    stage: 'run',
  }),
  'no-streams': entry<{ node: string; source: string; target: string }>({
    title: 'The target has no streams',
    message: p =>
      `"${p.node}" reads the stream source "${p.source}", but the target "${p.target}" has no "streams".`,
    hint: () => 'Add streams to the target in project.yml: {type: log, path: lake/_topics/}.',
    stage: 'run',
  }),
  'stream-needs-incremental': entry<{ node: string; input: string; call: string }>({
    title: 'stream() and changes() need an incremental model',
    message: p =>
      `"${p.node}" calls ${p.call} on "${p.input}", but it is not incremental, so there is no table that remembers how far it has read.`,
    hint: () => "Set materialized='incremental', or use ref() or source() to read all rows.",
  }),
  'changes-need-table': entry<{ node: string; input: string; call: string }>({
    title: 'A view has no versions',
    message: p =>
      `"${p.node}" calls ${p.call} on "${p.input}", which is not stored: only tables have versions to compare.`,
    hint: p => `Call ${p.call} on the tables that "${p.input}" reads, or materialize it.`,
  }),
  'data-test-failed': entry<{ test: string; failures: bigint; condition: string }>({
    title: 'A data test failed',
    message: p =>
      `The data test "${p.test}" found ${p.failures} bad ${p.failures === 1n ? 'row' : 'rows'} (it fails when ${p.condition}).`,
    hint: p => `See the rows: gild show ${p.test}`,
    stage: 'run',
  }),
}
