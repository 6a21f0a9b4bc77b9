import { quoteLiteral } from '../statements.ts'

/** A list of text literals. */
export function literals(texts: readonly string[]): string {
  return `[${texts.map(quoteLiteral).join(', ')}]::VARCHAR[]`
}

/** The JSON pointer of a field, as a literal. */
export function pointer(name: string): string {
  return quoteLiteral(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}
