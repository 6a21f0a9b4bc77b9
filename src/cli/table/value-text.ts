import type { SqlValue } from '../../ports/relation.ts'

/** A value on one line: NULL for null, text as it is but for line breaks and control characters. */
export function valueText(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return escapeControls(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(valueText).join(', ')}]`
  const fields = Object.entries(value).map(([field, inner]) => `${field}: ${valueText(inner)}`)
  return `{${fields.join(', ')}}`
}

function isList(value: object): value is readonly SqlValue[] {
  return Array.isArray(value)
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

// What a message holds must not move the cursor or colour the terminal.
function escapeControls(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    c => shortEscapes[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
