/**
 * The column names in the first line of a CSV text, quotes removed. Undefined when the line names nothing or a quote in
 * it is not closed.
 */
export function csvHeader(text: string, delimiter: string): readonly string[] | undefined {
  const between = delimiter.replace(/[\\\]^-]/g, '\\$&')
  const quoted = '"((?:[^"]|"")*)"'
  const plain = `([^"${between}\\r\\n][^${between}\\r\\n]*)?`
  const field = new RegExp(`(?:${quoted}|${plain})([${between}]|\\r|\\n|$)`, 'y')
  const names: string[] = []
  field.lastIndex = text.startsWith('\uFEFF') ? 1 : 0
  for (;;) {
    const match = field.exec(text)
    if (match === null) return undefined
    const [, inQuotes, bare = '', end] = match
    names.push(inQuotes === undefined ? bare.trim() : inQuotes.replaceAll('""', '"'))
    if (end !== delimiter) return names.every(name => name === '') ? undefined : names
  }
}
