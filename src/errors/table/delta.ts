import { entry } from '../entry.ts'

/** The Delta protocol: tables we cannot read or may not write, and storage that fails. */
export const deltaErrors = {
  'delta-unsupported-feature': entry<{
    table: string
    features: readonly string[]
    access?: 'read' | 'write'
  }>({
    title: 'Unsupported table feature',
    message: p =>
      `The Delta table "${p.table}" needs ${list(p.features)}, which gild does not support${p.access === 'write' ? ' when it writes' : ''}.`,
    stage: 'run',
  }),
  'delta-log-corrupt': entry<{ table: string; file: string; problem: string }>({
    title: 'Damaged Delta log',
    message: p => `The log of the Delta table "${p.table}" is damaged: ${p.file}: ${p.problem}.`,
    stage: 'run',
  }),
  'delta-log-incomplete': entry<{ table: string; from: number; to: number }>({
    title: 'Incomplete Delta log',
    message: p =>
      `The log of the Delta table "${p.table}" lacks ${p.from === p.to ? `version ${p.from}` : `versions ${p.from} to ${p.to}`}, and no checkpoint replaces them.`,
    hint: () => 'Log clean-up of another writer may have deleted them. Read a later version.',
    stage: 'run',
  }),
  'delta-version-not-found': entry<{ table: string; version: number; latest: number }>({
    title: 'Version not found',
    message: p => `The Delta table "${p.table}" has no version ${p.version}: its latest is ${p.latest}.`,
    stage: 'run',
  }),
  'delta-time-not-found': entry<{ table: string; time: string; earliest: string }>({
    title: 'Time before the log',
    message: p =>
      `The Delta table "${p.table}" has no version as old as ${p.time}: its log begins at ${p.earliest}.`,
    stage: 'run',
  }),
  'delta-unsupported-type': entry<{
    table: string
    column: string
    type: string
    reason: string
    hint: string
  }>({
    title: 'Type without a Delta type',
    message: p => `Column "${p.column}" of "${p.table}" has type ${p.type}: ${p.reason}.`,
    hint: p => p.hint,
    stage: 'run',
  }),
  'delta-duplicate-column': entry<{ table: string; column: string; other: string }>({
    title: 'Column names that differ by case only',
    message: p =>
      p.column === p.other
        ? `"${p.table}" would have the column "${p.column}" twice.`
        : `"${p.table}" would have the columns "${p.other}" and "${p.column}", which Delta takes for one.`,
    hint: () => 'Give one of them another name.',
    stage: 'run',
  }),
  'delta-bad-partition-column': entry<{ column: string; problem: string }>({
    title: 'Unusable partition column',
    message: p => `The table cannot be partitioned by "${p.column}": ${p.problem}.`,
    stage: 'run',
  }),
  'delta-bad-partition-value': entry<{ column: string; value: string; type: string }>({
    title: 'Unreadable partition value',
    message: p => `The value "${p.value}" of partition column "${p.column}" is no ${p.type}.`,
    stage: 'run',
  }),
  'delta-infinite-date': entry<{ column: string; value: string }>({
    title: 'Infinite date',
    message: p => `Column "${p.column}" holds ${p.value}, which Delta cannot store.`,
    hint: p => `Use null, or a date such as ${p.value.startsWith('-') ? '0001-01-01' : '9999-12-31'}.`,
    stage: 'run',
  }),
  'delta-null-not-allowed': entry<{ column: string; rows: string }>({
    title: 'NULL in a column that forbids it',
    message: p => `Column "${p.column}" is NOT NULL, and ${p.rows} new rows have NULL in it.`,
    stage: 'run',
  }),
  'delta-append-only': entry<{ table: string; files: number }>({
    title: 'Append-only table',
    message: p =>
      `The Delta table "${p.table}" has "delta.appendOnly" set: ${p.files} of its files cannot be removed.`,
    stage: 'run',
  }),
  'storage-failed': entry<{ operation: string; path: string; reason: string }>({
    title: 'Storage failed',
    message: p => `Cannot ${p.operation} ${p.path}: ${p.reason}.`,
    stage: 'run',
  }),
}

function list(names: readonly string[]): string {
  return names.map(name => `"${name}"`).join(', ')
}
