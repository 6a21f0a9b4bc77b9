import { entry } from '../entry.ts'

/** Templates: lexing, parsing, rendering. */
export const templateErrors = {
  'template-syntax': entry<{ problem: string }>({
    title: 'Template syntax error',
    message: p => `The template does not parse: ${p.problem}.`,
  }),
}
