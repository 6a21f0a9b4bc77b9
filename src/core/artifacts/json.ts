/**
 * Plain data as JSON text in which 64-bit numbers keep all digits. What JSON lacks becomes `null` (infinity, not a
 * number), or is left out of objects (undefined, functions).
 */
export function jsonText(value: unknown): string {
  return text(value) ?? 'null'
}

function text(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  const members = entries.flatMap(([key, member]) => {
    const inner = text(member)
    return inner === undefined ? [] : [`${JSON.stringify(String(key))}:${inner}`]
  })
  return `{${members.join(',')}}`
}
