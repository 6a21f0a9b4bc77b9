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
  'values-of-columns': entry<{ node: string; columns: readonly string[] }>({
    title: 'values_of() needs one column',
    message: p =>
      `"${p.node}" calls values_of() with a query of ${p.columns.length} columns: ${p.columns.join(', ')}.`,
    hint: () => 'Select one column: its distinct values become a list for in (…).',
  }),
  'changes-of-files': entry<{ node: string; input: string; call: string }>({
    title: 'Files have no versions',
    message: p =>
      `"${p.node}" calls ${p.call} on "${p.input}", which is made of files: they are read whole, and have no versions to compare.`,
    hint: () => 'Read it with source() into a model of its own with a unique_key, and ask that for changes.',
  }),
  'source-files-missing': entry<{ source: string; location: string; isPattern: boolean }>({
    title: 'Source without files',
    message: p =>
      p.isPattern
        ? `The source "${p.source}" reads "${p.location}", and no file has such a name.`
        : `The source "${p.source}" reads "${p.location}", which is not there.`,
    hint: () => 'A path is relative to the folder of project.yml.',
    stage: 'run',
  }),
  'source-files-invalid': entry<{ location: string; problem: string }>({
    title: 'Source of files that cannot be read',
    message: p => `The files "${p.location}" cannot be read: ${p.problem.replace(/[.]?$/, '.')}`,
    hint: () => 'Are they all of the "format" of the source, and complete?',
    stage: 'run',
  }),
  'data-test-failed': entry<{
    test: string
    failures: bigint
    condition: string
    /** Path of the table that keeps them. */
    stored?: string | undefined
  }>({
    title: 'A data test failed',
    message: p =>
      `The data test "${p.test}" found ${p.failures} bad ${p.failures === 1n ? 'row' : 'rows'} (it fails when ${p.condition}).${p.stored === undefined ? '' : ` They are kept in "${p.stored}".`}`,
    hint: p => `See the rows: gild show ${p.test}`,
    stage: 'run',
  }),
  'unit-test-failed': entry<{
    test: string
    model: string
    missing: number
    unexpected: number
    /** A table of the rows. */
    difference: string
  }>({
    title: 'A unit test failed',
    message: p =>
      `The unit test "${p.test}" of "${p.model}" failed: ${p.missing} expected ${rowsAre(p.missing)} missing, ${p.unexpected} ${rowsAre(p.unexpected)} unexpected.\n${p.difference}`,
    stage: 'run',
  }),
  'unit-test-input-missing': entry<{ test: string; model: string; input: string }>({
    title: 'A unit test without rows for an input',
    message: p => `"${p.model}" reads ${p.input}, and the unit test "${p.test}" gives no rows for it.`,
    hint: p => `Add it to "given"; with no rows: {input: "${p.input}", rows: []}.`,
    stage: 'run',
  }),
  'unit-test-column': entry<{ test: string; of: string; column: string; closest?: string | undefined }>({
    title: 'Unknown column in a unit test',
    message: p => `The unit test "${p.test}" names the column "${p.column}", which ${p.of} does not have.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
    stage: 'run',
  }),
  'unit-test-value': entry<{ test: string; of: string; problem: string }>({
    title: 'Rows of a unit test that cannot be used',
    message: p => `The rows of ${p.of} in the unit test "${p.test}" cannot be used: ${p.problem}`,
    stage: 'run',
  }),
}

function rowsAre(count: number): string {
  return count === 1 ? 'row is' : 'rows are'
}
