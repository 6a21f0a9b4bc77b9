import { entry } from '../entry.ts'

/** The documentation site. */
export const docsErrors = {
  'docs-not-generated': entry<{ folder: string }>({
    title: 'No documentation site',
    message: p => `There is no documentation site in "${p.folder}".`,
    hint: () => 'Run "gild docs generate" first.',
  }),
  'docs-script-missing': entry<{ folder: string }>({
    title: 'Incomplete installation',
    message: p => `The script of the documentation site is not in "${p.folder}".`,
    hint: () => 'Install gild again; in a checkout run "npm run build".',
  }),
  'port-in-use': entry<{ port: number; address: string }>({
    title: 'Port in use',
    message: p => `Another process listens on port ${p.port} of ${p.address}.`,
    hint: p => `Choose another one, for example --port ${p.port + 1}, or 0 for any that is free.`,
  }),
  'port-refused': entry<{ port: number; problem: string }>({
    title: 'Port refused',
    message: p => `The system does not let gild listen on port ${p.port}: ${p.problem}.`,
    hint: () => 'Ports below 1024 are for administrators: choose a higher one with --port.',
  }),
  'artifact-invalid': entry<{ file: string; problem: string }>({
    title: 'Unreadable artifact',
    message: p => `"${p.file}" is not what gild or dbt writes: ${p.problem}.`,
    hint: () => 'Remove the file; the next run writes it anew.',
  }),
}
