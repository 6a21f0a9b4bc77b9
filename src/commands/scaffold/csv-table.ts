/** A CSV file as far as a scaffold needs it. */
export interface CsvTable {
  readonly delimiter: string
  readonly header: readonly string[]
  /** Fields of each record below the header, as text. */
  readonly rows: readonly (readonly string[])[]
  /** The text below the header. */
  readonly body: string
}

const delimiters = [',', ';', '\t', '|']

/** Reads a CSV text with a header; text that says why it cannot be a seed otherwise. */
export function csvTable(content: string): CsvTable | string {
  const text = content.replace(/^\uFEFF/, '')
  const delimiter = delimiterOf(text)
  const { records, brokenAt } = readRecords(text, delimiter)
  if (brokenAt !== undefined) return `a quote in line ${brokenAt} is not closed, or text stands behind it`
  const [header, ...rows] = records
  if (header === undefined || header.fields.every(field => field.trim() === '')) return 'it has no header'
  const odd = rows.find(({ fields }) => fields.length !== header.fields.length)
  if (odd !== undefined) {
    return `line ${odd.line} has ${fieldCount(odd.fields)} where the header has ${header.fields.length}`
  }
  return {
    delimiter,
    header: header.fields,
    rows: rows.map(({ fields }) => fields),
    body: text.slice(header.end),
  }
}

function fieldCount({ length }: readonly string[]): string {
  return length === 1 ? '1 field' : `${length} fields`
}

// The one that the first line has most of.
function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r\n|\n|\r/, 1)
  const counts = delimiters.map(delimiter => line.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

interface CsvRecord {
  readonly fields: readonly string[]
  /** Of its first character. */
  readonly line: number
  /** Where the next record begins. */
  readonly end: number
}

// The records up to a field that is not CSV: there a quote is not closed, or text stands behind one that is.
function readRecords(
  text: string,
  delimiter: string,
): { records: readonly CsvRecord[]; brokenAt: number | undefined } {
  const between = `\\${delimiter}`
  const field = new RegExp(
    `(?:"((?:[^"]+|"")*)"|([^"${between}\\r\\n][^${between}\\r\\n]*)?)(${between}|\\r\\n|\\n|\\r|$)`,
    'y',
  )
  const records: CsvRecord[] = []
  let fields: string[] = []
  let line = 1
  let first = 1
  while (field.lastIndex < text.length) {
    const match = field.exec(text)
    if (match === null) return { records, brokenAt: line }
    const [whole, quoted, plain = '', end] = match
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += whole.split('\n').length - 1
    if (end === delimiter && field.lastIndex < text.length) continue
    if (end === delimiter) fields.push('')
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, line: first, end: field.lastIndex })
    fields = []
    first = line
  }
  return { records, brokenAt: undefined }
}
