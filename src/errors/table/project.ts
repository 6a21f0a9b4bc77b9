import { entry } from '../entry.ts'

/** Project files: YAML, properties, names, references, the graph, selectors. */
export const projectErrors = {
  'ref-not-found': entry<{ node: string; ref: string; closest?: string | undefined }>({
    title: 'Unknown model in ref()',
    message: p => `"${p.node}" refers to "${p.ref}", which does not exist.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
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
    message: p => `The selector "${p.selector}" uses the method "${p.method}", which does not exist.`,
    hint: p =>
      p.closest === undefined ? `Methods: ${p.known.join(', ')}.` : `Did you mean "${p.closest}:"?`,
  }),
  'selector-matches-nothing': entry<{ selector: string; closest?: string | undefined }>({
    title: 'A selector matches nothing',
    message: p => `The selector "${p.selector}" matches no node.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
}
