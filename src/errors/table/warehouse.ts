import { entry } from '../entry.ts'

/** The engine: SQL errors, types, memory, disk. */
export const warehouseErrors = {
  'sql-error': entry<{
    node: string
    /** What the engine says, without its own excerpt. */
    problem: string
    candidates?: readonly string[] | undefined
    /** Where in the SQL, in UTF-16 units from 0; undefined when the engine does not say. */
    offset?: number | undefined
    /** What to do, where the engine has no candidates. */
    advice?: string | undefined
  }>({
    title: 'SQL error',
    message: p => `The SQL of "${p.node}" fails: ${p.problem}`,
    hint: p =>
      p.candidates?.length ? `Did you mean ${p.candidates.map(c => `"${c}"`).join(' or ')}?` : p.advice,
    stage: 'run',
  }),
  'out-of-memory': entry<{ node: string; limit: string; problem: string }>({
    title: 'Out of memory',
    message: p => `"${p.node}" needs more memory than the limit of ${p.limit}: ${p.problem}`,
    hint: () =>
      'Raise "memory" of the target, lower "threads", or use a form that spills: a join on the maximum instead of a window or max_by.',
    stage: 'run',
  }),
  'disk-full': entry<{ what: string; problem: string }>({
    title: 'Disk full',
    message: p => `There is no space left to write ${p.what}: ${p.problem}`,
    hint: () => 'Free space on that disk. Nothing was published.',
    stage: 'run',
  }),
  'engine-failed': entry<{ what: string; problem: string }>({
    title: 'Engine failure',
    message: p => `DuckDB failed while it was ${p.what}: ${p.problem}`,
    stage: 'run',
  }),
  'table-file-missing': entry<{ table: string; version: number; problem: string }>({
    title: 'Data file missing',
    message: p => `A data file of "${p.table}" at version ${p.version} is gone: ${p.problem}`,
    hint: () =>
      'Something other than gild removed it. Restore an older version, or rebuild the table with --full-refresh.',
    stage: 'run',
  }),
  'table-not-found': entry<{ table: string; version: number }>({
    title: 'Table version not found',
    message: p => `The table "${p.table}" has no version ${p.version}.`,
    stage: 'run',
  }),
  'stream-not-append-only': entry<{ table: string; since: number; version: number }>({
    title: 'stream() over rewritten rows',
    message: p =>
      `stream() reads appended rows only, but version ${p.version} of "${p.table}" removed or updated rows since version ${p.since}.`,
    hint: () => 'Use changes() instead, or rebuild the model with --full-refresh.',
    stage: 'run',
  }),
  'merge-duplicate-key': entry<{ node: string; keys: readonly string[]; count: bigint; example: string }>({
    title: 'Duplicate key in a merge',
    message: p =>
      `The query of "${p.node}" gives ${p.count} ${p.count === 1n ? 'key' : 'keys'} of (${p.keys.join(', ')}) more than once, for example ${p.example}.`,
    hint: () => 'A merge needs one row a key: deduplicate in the query, or complete unique_key.',
    stage: 'run',
  }),
  'unique-key-missing': entry<{ node: string; key: string; closest?: string | undefined }>({
    title: 'unique_key is not a column',
    message: p => `The unique_key of "${p.node}" names "${p.key}", which is not a column of it.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
    stage: 'run',
  }),
  'partition-column-missing': entry<{ node: string; column: string; closest?: string | undefined }>({
    title: 'partition_by is not a column',
    message: p => `"${p.node}" is partitioned by "${p.column}", which is not a column of its query.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
    stage: 'run',
  }),
  'partition-changed': entry<{ table: string; was: readonly string[]; is: readonly string[] }>({
    title: 'Partitioning changed',
    message: p =>
      `The table "${p.table}" is partitioned by (${p.was.join(', ')}), the model by (${p.is.join(', ')}).`,
    hint: () => 'Rebuild the table with --full-refresh, or set partition_by back.',
    stage: 'run',
  }),
  'column-name-unsupported': entry<{ node: string; column: string }>({
    title: 'Column name that tables cannot have',
    message: p =>
      `Column "${p.column}" of "${p.node}" cannot be a column of a Delta table: its name holds a space, a line break or one of ,;{}()=.`,
    hint: () => 'Give it another name with "as".',
    stage: 'run',
  }),
  'schema-changed': entry<{
    node: string
    /** Of on_schema_change. */
    setting: string
    added: readonly string[]
    missing: readonly string[]
    retyped: readonly string[]
  }>({
    title: 'Schema changed',
    message: p =>
      `The query of "${p.node}" no longer fits its table: ${[
        list('new columns', p.added),
        list('missing columns', p.missing),
        list('other types', p.retyped),
      ]
        .filter(part => part !== '')
        .join('; ')}.`,
    hint: () =>
      'Set on_schema_change to append_new_columns or sync_all_columns, or rebuild with --full-refresh.',
    stage: 'run',
  }),
  'undeclared-fields': entry<{ node: string }>({
    title: 'Fields that are not declared',
    message: p => `The messages that "${p.node}" reads have fields that are not declared.`,
    stage: 'run',
  }),
  'csv-invalid': entry<{ file: string; problem: string }>({
    title: 'Invalid CSV',
    message: p => `The CSV file ${p.file} is not valid: ${p.problem}.`,
  }),
}

function list(what: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${what} ${names.join(', ')}`
}
