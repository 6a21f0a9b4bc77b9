/** JSON on one line. Integers beyond 2^53 become strings of digits, because most readers would round them. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? integer(part) : part))
}

function integer(n: bigint): number | string {
  const number = Number(n)
  return Number.isSafeInteger(number) ? number : n.toString()
}
