/**
 * Plain data as JSON text in which 64-bit numbers keep all digits. What JSON lacks becomes `null` (infinity, not a
 * number), or is left out of objects (undefined, functions). A map becomes an object.
 */
export function jsonText(value: unknown): string {
  let hasBigInt = false
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'bigint') hasBigInt = true
    else return member instanceof Map ? Object.fromEntries(member) : member
  })
  // The engine's own writer is several times as fast, but knows no such numbers.
  return hasBigInt ? exactText(value) : (text ?? 'null')
}

function exactText(value: unknown): string {
  return memberText(value) ?? 'null'
}

function memberText(value: unknown): string | undefined {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null || value instanceof Date) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  const members = entries.flatMap(([key, member]) => {
    const inner = memberText(member)
    return inner === undefined ? [] : [`${JSON.stringify(String(key))}:${inner}`]
  })
  return `{${members.join(',')}}`
}
