import { entry } from '../entry.ts'

/** Usage of the command line. */
export const cliErrors = {
  'project-not-found': entry<{ folder: string }>({
    title: 'No project here',
    message: p => `There is no project.yml in "${p.folder}" or above it.`,
    hint: () => 'Go to a project folder, or name one with --project-dir.',
  }),
  'unknown-command': entry<{ command: string; closest?: string | undefined }>({
    title: 'Unknown command',
    message: p => `gild has no command "${p.command}".`,
    hint: p => (p.closest === undefined ? 'See "gild --help".' : `Did you mean "gild ${p.closest}"?`),
  }),
  'unknown-option': entry<{ option: string; command: string; closest?: string | undefined }>({
    title: 'Unknown option',
    message: p => `"${p.command}" has no option "${p.option}".`,
    hint: p => (p.closest === undefined ? `See "${p.command} --help".` : `Did you mean "${p.closest}"?`),
  }),
  'missing-argument': entry<{ argument: string; command: string }>({
    title: 'Missing argument',
    message: p => `"${p.command}" needs the argument <${p.argument}>.`,
    hint: p => `See "${p.command} --help".`,
  }),
  'extra-arguments': entry<{ extra: readonly string[]; command: string }>({
    title: 'Too many arguments',
    message: p => `"${p.command}" does not take ${p.extra.map(e => `"${e}"`).join(', ')}.`,
    hint: p => `Options go by name; see "${p.command} --help".`,
  }),
  'missing-option-value': entry<{ option: string; command: string }>({
    title: 'Option without a value',
    message: p => `The option "${p.option}" needs a value.`,
    hint: p => `See "${p.command} --help".`,
  }),
  'invalid-option-value': entry<{ option: string; value: string; expected: string }>({
    title: 'Invalid option value',
    message: p => `The option "${p.option}" takes ${p.expected}, not "${p.value}".`,
  }),
  'too-many-threads': entry<{ threads: number; pool: number; limit: number }>({
    title: 'Too many threads',
    message: p =>
      `${p.threads} threads are more than the ${p.limit} that a thread pool of ${p.pool} has for queries: 8 of it read and write files.`,
    hint: p => `Lower "threads", or set UV_THREADPOOL_SIZE=${p.threads + p.pool - p.limit}.`,
  }),
  'invalid-vars': entry<{ problem: string }>({
    title: 'Invalid --vars',
    message: p => `The value of --vars ${p.problem}.`,
    hint: () => `Write a YAML or JSON mapping in quotes: --vars '{start: 2025-01-01, debug: true}'.`,
  }),
  'nothing-to-show': entry<Record<never, never>>({
    title: 'Nothing to show',
    message: () => '"gild show" needs the name of one model, seed, source or test, or a query with --inline.',
    hint: () => `For example "gild show daily_product_revenue", or gild show --inline "select 1".`,
  }),
  'project-exists': entry<{ folder: string }>({
    title: 'There is a project already',
    message: p => `The folder "${p.folder}" has a project.yml already.`,
    hint: () => 'Name a new folder: "gild init NAME".',
  }),
  'init-would-overwrite': entry<{ folder: string; files: readonly string[] }>({
    title: 'Files in the way',
    message: p => `"gild init" would overwrite ${p.files.map(f => `"${f}"`).join(', ')} in "${p.folder}".`,
    hint: () => 'Move them away, or make the project in a new folder: "gild init NAME".',
  }),
  'no-last-run': entry<{ folder: string }>({
    title: 'No last run',
    message: p => `There is no run_results.json in "${p.folder}" that says what to run again.`,
    hint: () => 'Run "gild build" first.',
  }),
  'unknown-shell': entry<{ shell: string }>({
    title: 'Unknown shell',
    message: p => `There is no completion for "${p.shell}".`,
    hint: () => 'There is one for bash, zsh and fish.',
  }),
  'parquet-needs-file': entry<Record<never, never>>({
    title: 'Parquet without a file',
    message: () => 'Rows in the form of Parquet need a file: a terminal cannot show them.',
    hint: () => 'Add --output-file rows.parquet.',
  }),
  'unknown-node': entry<{ name: string; closest?: string | undefined }>({
    title: 'Unknown name',
    message: p => `The project has no model, seed, source or test "${p.name}".`,
    hint: p => (p.closest === undefined ? '"gild ls" lists all names.' : `Did you mean "${p.closest}"?`),
  }),
  'no-table-of-node': entry<{ name: string; kind: string }>({
    title: 'Not stored as a table',
    message: p => `"${p.name}" has no table: it is ${p.kind}.`,
  }),
  'table-not-built': entry<{ name: string; path: string }>({
    title: 'Table not built yet',
    message: p => `The table of "${p.name}" does not exist yet (${p.path}).`,
    hint: p => `Build it with "gild build --select ${p.name}".`,
  }),
  'lake-unwritable': entry<{
    folder: string
    /** The nearest folder above it that is there. */
    existing: string
    target: string
  }>({
    title: 'The lake cannot be written',
    message: p =>
      p.folder === p.existing
        ? `The folder of the lake, "${p.folder}", cannot be written.`
        : `The folder of the lake, "${p.folder}", cannot be made: "${p.existing}" cannot be written, or is no folder.`,
    hint: p =>
      `Give your user the right to write there, or name another folder: targets: {${p.target}: {lake: …}} in project.yml.`,
  }),
  'output-unwritable': entry<{ file: string }>({
    title: 'Output cannot be written',
    message: p => `The file "${p.file}" cannot be written.`,
    hint: () => 'Is its folder there, and may you write to it?',
  }),
  'clean-refused': entry<{ folder: string; reason: string }>({
    title: 'Folder not cleaned',
    message: p => `"gild clean" does not remove "${p.folder}", ${p.reason}.`,
    hint: () => 'Take it out of "clean-targets" in project.yml, or name another "target-path".',
  }),
}
