import { entry } from '../entry.ts'

/** The engine: SQL errors, types, memory, disk. */
export const warehouseErrors = {
  'sql-error': entry<{ node: string; problem: string; candidates?: readonly string[] | undefined }>({
    title: 'SQL error',
    message: p => `The SQL of "${p.node}" fails: ${p.problem}`,
    hint: p => (p.candidates?.length ? `Did you mean ${p.candidates.map(c => `"${c}"`).join(' or ')}?` : undefined),
    stage: 'run',
  }),
}
