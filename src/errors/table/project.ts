import { entry } from '../entry.ts'

/** Project files: YAML, properties, names, references, the graph, selectors. */
export const projectErrors = {
  'ref-not-found': entry<{ node: string; ref: string; closest?: string | undefined }>({
    title: 'Unknown model in ref()',
    message: p => `"${p.node}" refers to "${p.ref}", which does not exist.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'ref-disabled': entry<{ node: string; ref: string }>({
    title: 'Disabled model in ref()',
    message: p => `"${p.node}" refers to "${p.ref}", which is disabled.`,
    hint: p => `Enable "${p.ref}" in its config, or disable "${p.node}" too.`,
  }),
  'ref-invalid': entry<{ node: string; call: string; problem: string }>({
    title: 'A reference cannot be read',
    message: p => `${p.call} in "${p.node}" ${p.problem}.`,
    hint: () => "Write ref('model') or ref('package', 'model'), and source('source', 'table').",
  }),
  'source-not-found': entry<{ node: string; source: string; closest?: string | undefined }>({
    title: 'Unknown table in source()',
    message: p => `"${p.node}" reads the source "${p.source}", which no YAML file declares.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'var-missing': entry<{ name: string; closest?: string | undefined }>({
    title: 'Unknown variable',
    message: p => `The variable "${p.name}" has no value, and var() was given no default.`,
    hint: p =>
      p.closest === undefined
        ? `Set it under "vars" in project.yml, with --vars, or give var('${p.name}', …) a default.`
        : `Did you mean "${p.closest}"?`,
  }),
  'env-var-missing': entry<{ name: string }>({
    title: 'Environment variable not set',
    message: p => `The environment variable "${p.name}" is not set, and env_var() was given no default.`,
    hint: p => `Set it, or give env_var('${p.name}', …) a default.`,
  }),
  'file-unreadable': entry<{ file: string }>({
    title: 'File that cannot be read',
    message: p => `"${p.file}" cannot be read.`,
    hint: () => 'Look at its permissions.',
  }),
  'macro-not-found': entry<{ node: string; macro: string; closest?: string | undefined }>({
    title: 'Unknown macro',
    message: p => `"${p.node}" calls "${p.macro}", and there is no macro or function of that name.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'yaml-syntax': entry<{ problem: string }>({
    title: 'YAML syntax error',
    message: p => `The YAML does not parse: ${p.problem}.`,
    hint: () =>
      'Keys of one map, and items of one list, begin in the same column; text with ": " or " #" needs quotes.',
  }),
  'yaml-duplicate-key': entry<{ key: string }>({
    title: 'Duplicate key',
    message: p => `The key "${p.key}" is written twice in the same map.`,
    hint: () => 'Remove one of them.',
  }),
  'yaml-unknown-key': entry<{ key: string; closest?: string | undefined; known: readonly string[] }>({
    title: 'Unknown key',
    message: p => `The key "${p.key}" is not known here.`,
    hint: p => (p.closest === undefined ? knownKeys(p.known) : `Did you mean "${p.closest}"?`),
  }),
  'yaml-missing-key': entry<{ key: string; in: string }>({
    title: 'Missing key',
    message: p => `${p.in} has no "${p.key}".`,
  }),
  'yaml-invalid-value': entry<{ key: string; expected: string; found: string; closest?: string | undefined }>(
    {
      title: 'Invalid value',
      message: p => `"${p.key}" must be ${p.expected}, not ${p.found}.`,
      hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
    },
  ),
  'config-unknown-key': entry<{ node: string; key: string; closest?: string | undefined }>({
    title: 'Unknown config key',
    message: p => `"${p.node}" configures "${p.key}", which is not a config key.`,
    hint: p =>
      p.closest === undefined ? 'Keys of your own belong under "meta".' : `Did you mean "${p.closest}"?`,
  }),
  'config-invalid': entry<{ node: string; problem: string; fix: string }>({
    title: 'Config does not fit together',
    message: p => `The config of "${p.node}" does not fit together: ${p.problem}.`,
    hint: p => p.fix,
  }),
  'config-unsupported': entry<{ key: string }>({
    title: 'Not supported',
    message: p => `"${p.key}" would change what is built, and gild does not support it.`,
    hint: () => 'Remove it.',
  }),
  'config-required': entry<{ key: string }>({
    title: 'Missing config',
    message: p => `The config key "${p.key}" is required here, and nothing sets it.`,
  }),
  raised: entry<{ message: string }>({
    title: 'Raised by a template',
    message: p => p.message,
  }),
  'key-ignored': entry<{ key: string }>({
    title: 'Key without effect',
    message: p => `"${p.key}" has no effect in this version of gild.`,
  }),
  'duplicate-name': entry<{ kind: string; name: string; files: readonly string[] }>({
    title: 'Duplicate name',
    message: p => `${p.files.length} ${p.kind} have the name "${p.name}": ${p.files.join(', ')}.`,
    hint: () => 'Rename all but one.',
  }),
  'duplicate-path': entry<{ path: string; nodes: readonly string[] }>({
    title: 'Two tables on one path',
    message: p => `${p.nodes.map(n => `"${n}"`).join(' and ')} would be stored on one path, "${p.path}".`,
    hint: () => 'Give one of them another "path", "schema" or "alias".',
  }),
  'path-inside-table': entry<{ node: string; path: string; outer: string; outerPath: string }>({
    title: 'A table inside the folder of another',
    message: p =>
      `"${p.node}" would be stored at "${p.path}", inside "${p.outerPath}", the table of "${p.outer}".`,
    hint: () => 'Give one of them another "path", "schema" or "alias".',
  }),
  'path-invalid': entry<{ node: string; path: string }>({
    title: 'Invalid path',
    message: p => `"${p.node}" would be stored at "${p.path}", which is not a path inside the lake.`,
    hint: () => 'A path is relative to the lake, such as "gold/orders", and has no "..".',
  }),
  'described-twice': entry<{ kind: string; name: string; places: readonly string[] }>({
    title: 'Described twice',
    message: p => `The ${p.kind} "${p.name}" is described ${p.places.length} times: ${p.places.join(', ')}.`,
    hint: () => 'Keep one description.',
  }),
  'described-unknown': entry<{ kind: string; name: string; closest?: string | undefined }>({
    title: 'Description of something that does not exist',
    message: p => `There is no ${p.kind} "${p.name}" to describe.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'seed-column-missing': entry<{ seed: string; column: string; file: string; closest?: string | undefined }>({
    title: 'Seed without a declared column',
    message: p => `The seed "${p.seed}" declares the column "${p.column}", which "${p.file}" does not have.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'seed-invalid': entry<{ file: string; problem: string }>({
    title: 'Invalid seed',
    message: p => `The seed "${p.file}" cannot be read: ${p.problem}.`,
  }),
  'data-test-not-found': entry<{ test: string; closest?: string | undefined }>({
    title: 'Unknown data test',
    message: p => `There is no data test "${p.test}".`,
    hint: p =>
      p.closest === undefined
        ? `Write one: {% test ${p.test}(model, column_name) %} … {% endtest %}.`
        : `Did you mean "${p.closest}"?`,
  }),
  'data-test-argument': entry<{ test: string; argument: string; closest?: string | undefined }>({
    title: 'Unknown argument of a data test',
    message: p => `The data test "${p.test}" takes no argument "${p.argument}".`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'data-test-argument-missing': entry<{ test: string; argument: string }>({
    title: 'Missing argument of a data test',
    message: p => `The data test "${p.test}" needs the argument "${p.argument}".`,
  }),
  'unit-test-model': entry<{ test: string; model: string; closest?: string | undefined }>({
    title: 'Unit test of an unknown model',
    message: p => `The unit test "${p.test}" is for the model "${p.model}", which does not exist.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'unit-test-input': entry<{ test: string; input: string }>({
    title: 'Input that is no relation',
    message: p => `The unit test "${p.test}" gives rows to "${p.input}", which names no relation.`,
    hint: () => "Write ref('model'), source('source', 'table'), or this.",
  }),
  'unit-test-rows': entry<{ test: string; of: string; problem: string }>({
    title: 'Rows of a unit test that cannot be read',
    message: p => `${p.of} of the unit test "${p.test}" ${p.problem}.`,
    hint: () =>
      'Give "rows" as a list of maps, or a "format" of csv or sql with "rows" as text or a "fixture".',
  }),
  'fixture-not-found': entry<{ fixture: string; closest?: string | undefined }>({
    title: 'Unknown fixture',
    message: p => `There is no fixture "${p.fixture}" in the folder "fixtures" of the test paths.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'exposure-input': entry<{ exposure: string; input: string }>({
    title: 'Input that is no relation',
    message: p => `The exposure "${p.exposure}" depends on "${p.input}", which names no relation.`,
    hint: () => "Write ref('model') or source('source', 'table').",
  }),
  'doc-not-found': entry<{ name: string; closest?: string | undefined }>({
    title: 'Unknown docs block',
    message: p => `There is no docs block "${p.name}".`,
    hint: p =>
      p.closest === undefined
        ? `Write one in a Markdown file: {% docs ${p.name} %} … {% enddocs %}.`
        : `Did you mean "${p.closest}"?`,
  }),
  'doc-block-invalid': entry<{ name: string; problem: string }>({
    title: 'Broken docs block',
    message: p => `The docs block ${p.name === '' ? '' : `"${p.name}" `}${p.problem}.`,
  }),
  'naming-macro-failed': entry<{ macro: string; node: string; problem: string }>({
    title: 'A naming macro failed',
    message: p => `The macro "${p.macro}" gave no name for "${p.node}": ${p.problem}.`,
  }),
  'target-not-found': entry<{ target: string; closest?: string | undefined; known: readonly string[] }>({
    title: 'Unknown target',
    message: p => `The project has no target "${p.target}".`,
    hint: p =>
      p.closest === undefined ? `Its targets: ${p.known.join(', ')}.` : `Did you mean "${p.closest}"?`,
  }),
  'clean-unsafe': entry<{ key: 'clean-targets' | 'packages-install-path'; path: string; why: string }>({
    title: 'Folder that must not be cleaned',
    message: p => `"${p.key}" names "${p.path}", ${p.why}.`,
  }),
  'graph-cycle': entry<{ path: readonly { name: string; file: string }[] }>({
    title: 'Models depend on each other in a circle',
    message: p => {
      const steps = [...p.path, ...p.path.slice(0, 1)].map(({ name, file }) => `"${name}" (${file})`)
      return p.path.length === 1
        ? `${steps[0]} depends on itself.`
        : `${p.path.length} nodes depend on each other in a circle: ${steps.join(' reads ')}.`
    },
    hint: () => 'Remove one of these references, or move what both sides need into a model of its own.',
  }),
  'selector-invalid': entry<{ selector: string; reason: string; hint: string }>({
    title: 'A selector cannot be read',
    message: p => `The selector "${p.selector}" cannot be read: ${p.reason}.`,
    hint: p => p.hint,
  }),
  'selector-unknown-method': entry<{
    selector: string
    method: string
    closest?: string | undefined
    known: readonly string[]
  }>({
    title: 'Unknown selector method',
    message: p => `The selector "${p.selector}" uses the method "${p.method}", which gild does not have.`,
    hint: p =>
      p.closest === undefined ? `Methods: ${p.known.join(', ')}.` : `Did you mean "${p.closest}:"?`,
  }),
  'selector-matches-nothing': entry<{ selector: string; closest?: string | undefined }>({
    title: 'A selector matches nothing',
    message: p => `The selector "${p.selector}" matches no node.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
  'ref-undeclared': entry<{ node: string; to: string; call: string }>({
    title: 'A reference that was not seen while parsing',
    message: p =>
      `"${p.node}" reads "${p.to}" only while it runs: while the project was parsed, ${p.call} was in a branch that was not taken.`,
    hint: p => `Add the line -- depends_on: {{ ${p.call} }} to the model.`,
  }),
  'changes-need-relation': entry<{ node: string; call: string }>({
    title: 'Not a relation',
    message: p => `"${p.node}" calls ${p.call} with something that is no relation.`,
    hint: p => `Write ${p.call.slice(0, -1)}ref('model')) or ${p.call.slice(0, -1)}source('name', 'table')).`,
  }),
  'dispatch-not-found': entry<{ macro: string; candidates: readonly string[]; closest?: string | undefined }>(
    {
      title: 'No implementation of a macro',
      message: p =>
        `adapter.dispatch("${p.macro}") finds no macro ${p.candidates.map(name => `"${name}"`).join(' or ')}.`,
      hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
    },
  ),
  'sql-empty': entry<{ node: string }>({
    title: 'No SQL',
    message: p => `"${p.node}" gives no SQL: its template renders to nothing but white space and comments.`,
    hint: () => 'Look for a condition around the whole text.',
  }),
}

function knownKeys(known: readonly string[]): string | undefined {
  return known.length === 0 || known.length > 12 ? undefined : `Keys here: ${known.join(', ')}.`
}
