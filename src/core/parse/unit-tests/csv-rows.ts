export interface CsvRows {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string | null>>[]
}

/**
 * The rows of a small CSV text with a header: fields between commas, quoted ones may hold commas and line ends. An
 * empty field is null, an empty one in quotes is empty text. Throws an `Error` that says what is wrong.
 */
export function csvRows(text: string): CsvRows {
  const [header, ...lines] = records(text.replace(/^\uFEFF/, '')).filter(fields => !isBlank(fields))
  if (header === undefined) throw new Error('it has no header')
  const columns = header.map(name => name ?? '')
  if (columns.includes('')) throw new Error('its header has a column without a name')
  const rows = lines.map((fields, i) => {
    if (fields.length !== columns.length) {
      throw new Error(`row ${i + 1} has ${fields.length} fields, and the header has ${columns.length}`)
    }
    return Object.fromEntries(columns.map((name, at) => [name, fields[at] ?? null]))
  })
  return { columns, rows }
}

type Field = string | undefined

function isBlank(fields: readonly Field[]): boolean {
  return fields.length === 1 && fields[0] === undefined
}

function records(text: string): readonly (readonly Field[])[] {
  const field = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*|([^",\r\n \t][^,\r\n]*)?)(,|\r?\n|\r|$)/y
  const found: Field[][] = []
  let fields: Field[] = []
  while (field.lastIndex < text.length || fields.length > 0) {
    const match = field.exec(text)
    if (match === null) throw new Error('a quote is not closed, or has text behind it')
    const [, quoted, plain = '', end] = match
    fields.push(quoted === undefined ? plain.trim() || undefined : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    found.push(fields)
    fields = []
  }
  return found
}
