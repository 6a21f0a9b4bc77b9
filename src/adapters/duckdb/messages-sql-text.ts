/** `it's` as `'it''s'`. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** `a"b` as `"a""b"`. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A list of text literals. */
export function literals(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]::VARCHAR[]`
}

/** The JSON pointer of a field, as a literal. */
export function pointer(name: string): string {
  return literal(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}
