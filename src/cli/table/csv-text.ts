import type { QueryResult, SqlValue } from '../../ports/relation.ts'
import { jsonText } from '../report/json-text.ts'

/** Rows as CSV (RFC 4180) with a head. NULL is empty, empty text is quoted; lists and structs are JSON. */
export function csvText({ columns, rows }: QueryResult): string {
  const lines = [columns.map(({ name }) => quoted(name)), ...rows.map(row => row.map(field))]
  return lines.map(fields => `${fields.join(',')}\n`).join('')
}

function field(value: SqlValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return quoted(value)
  return typeof value === 'object' ? quoted(jsonText(value)) : String(value)
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
