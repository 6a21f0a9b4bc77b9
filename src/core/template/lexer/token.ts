import type { Span } from '../syntax/ast.ts'

export type Token = Span &
  (
    | { readonly kind: 'data' | 'name' | 'string' | 'operator'; readonly text: string }
    | { readonly kind: 'integer' | 'float'; readonly text: string; readonly value: number | bigint }
    | {
        readonly kind: 'print-begin' | 'print-end' | 'block-begin' | 'block-end' | 'template-end'
        readonly text: string
      }
  )

/** How messages speak of a token. */
export function describe(token: Token): string {
  switch (token.kind) {
    case 'template-end':
      return 'the end of the template'
    case 'string':
      return 'a string'
    case 'data':
      return 'text'
    default:
      return `"${token.text}"`
  }
}
