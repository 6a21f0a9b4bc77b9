import { entry } from '../entry.ts'

/** The Delta protocol: tables we cannot read or may not write. */
export const deltaErrors = {
  'delta-unsupported-feature': entry<{ table: string; features: readonly string[] }>({
    title: 'Unsupported table feature',
    message: p => `The Delta table "${p.table}" needs ${p.features.map(f => `"${f}"`).join(', ')}, which gild does not support.`,
    stage: 'run',
  }),
}
