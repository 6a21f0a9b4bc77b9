import { entry } from '../entry.ts'

/** Hooks, operations, and statements that templates run. */
export const hookErrors = {
  'hook-failed': entry<{
    node: string
    /** `pre-hook`, `post-hook`, `on-run-start`, `on-run-end`. */
    kind: string
    problem: string
    /** What was published before the hook ran: the version of the table. */
    published?: number | undefined
    hint?: string | undefined
  }>({
    title: 'A hook failed',
    message: p => `${hookName(p)} failed: ${sentence(p.problem)}${published(p)}`,
    hint: p => p.hint,
    stage: 'run',
  }),
  'hook-table-missing': entry<{ node: string; kind: string }>({
    title: 'A hook before the first build',
    message: p =>
      `The ${p.kind} of "${p.node}" reads the table of "${p.node}" itself, which does not exist before the first build.`,
    hint: () => 'Guard it: {% if is_incremental() %} … {% endif %}.',
    stage: 'run',
  }),
  'hook-reads-changes': entry<{ node: string; input?: string | undefined; call: string }>({
    title: 'A hook has no cursor',
    message: p =>
      `A hook of "${p.node}" calls ${p.call}${p.input === undefined ? '' : ` on "${p.input}"`}, which is for the SQL of a model: only that remembers how far it has read.`,
    hint: () => 'Use ref() or source() to read all rows, and run_query() for the values of a query.',
    stage: 'run',
  }),
  'seed-hook-reads': entry<{ seed: string; call: string }>({
    title: 'A seed reads nothing but its file',
    message: p =>
      `A hook of the seed "${p.seed}" calls ${p.call}, but seeds are loaded before everything else.`,
    hint: () => 'Read it in a post-hook of a model, or in on-run-end.',
  }),
  'table-written-by-gild': entry<{ node: string; verb: string; table: string }>({
    title: 'A statement on a table of gild',
    message: p =>
      `"${p.node}" runs ${p.verb} on "${p.table}". A statement may read tables of gild, not change them: they are Delta tables, and each version is written, tested and published as a whole.`,
    hint: p => writeHints[p.verb] ?? 'Change the rows in the SQL of the model, where they are made.',
    stage: 'run',
  }),
  'query-failed': entry<{
    node: string
    problem: string
    /** The line of the SQL in which the problem is. */
    line?: string | undefined
    candidates?: readonly string[] | undefined
    advice?: string | undefined
  }>({
    title: 'A statement of a template failed',
    message: p =>
      `A statement that "${p.node}" runs fails: ${sentence(p.problem)}${p.line === undefined ? '' : `\nIn: ${p.line}`}`,
    hint: p => p.advice ?? didYouMean(p.candidates),
    stage: 'run',
  }),
  'query-not-possible': entry<{ node: string }>({
    title: 'No statements in a unit test',
    message: p =>
      `"${p.node}" runs a statement while it is compiled, but a unit test has no tables to run it on.`,
    hint: () => 'Override the macro that runs it, below "overrides: macros:" of the unit test.',
    stage: 'run',
  }),
  'unknown-macro': entry<{ macro: string; closest?: string | undefined }>({
    title: 'Unknown macro',
    message: p => `There is no macro "${p.macro}".`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'unknown-argument': entry<{
    macro: string
    argument: string
    closest?: string | undefined
    known: readonly string[]
  }>({
    title: 'Unknown argument of a macro',
    message: p => `The macro "${p.macro}" has no argument "${p.argument}".`,
    hint: p => {
      if (p.closest !== undefined) return `Did you mean "${p.closest}"?`
      return p.known.length === 0 ? 'It takes none.' : `It takes ${p.known.join(', ')}.`
    },
  }),
  'invalid-args': entry<{ problem: string }>({
    title: 'Invalid --args',
    message: p => `--args ${p.problem}.`,
    hint: () => `Give a YAML mapping of arguments: --args '{days: 30, name: orders}'.`,
  }),
}

// What the engine says is not always one.
function sentence(problem: string): string {
  return /[.!?)]$/.test(problem.split('\n')[0] ?? '') ? problem : problem.replace(/(?=\n|$)/, '.')
}

function hookName({ node, kind }: { readonly node: string; readonly kind: string }): string {
  return kind.startsWith('on-run') ? `The hook "${node}"` : `A ${kind} of "${node}"`
}

function published({
  node,
  published: version,
}: {
  readonly node: string
  readonly published?: number | undefined
}) {
  return version === undefined ? '' : `\nThe data of "${node}" is published (v${version}).`
}

function didYouMean(candidates: readonly string[] | undefined): string | undefined {
  if (candidates === undefined || candidates.length === 0) return undefined
  return `Did you mean ${candidates.map(each => `"${each}"`).join(' or ')}?`
}

const writeHints: Readonly<Record<string, string | undefined>> = {
  ANALYZE: 'Remove it: gild collects statistics whenever it writes.',
  COMMENT: 'Remove it: descriptions stand in YAML.',
  CREATE: 'Remove it: Delta tables have no indexes; `partition_by` splits the files.',
  GRANT: 'Remove it: who may read the folder of a table decides its storage.',
  REVOKE: 'Remove it: who may read the folder of a table decides its storage.',
  VACUUM: 'Remove it: a Delta table keeps its old versions.',
}
