import { entry } from '../entry.ts'

/** Project files: YAML, properties, names, references, the graph, selectors. */
export const projectErrors = {
  'ref-not-found': entry<{ node: string; ref: string; closest?: string | undefined }>({
    title: 'Unknown model in ref()',
    message: p => `"${p.node}" refers to "${p.ref}", which does not exist.`,
    hint: p => (p.closest === undefined ? undefined : `Did you mean "${p.closest}"?`),
  }),
}
