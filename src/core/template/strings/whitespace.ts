/** What Python's `str.isspace` and `\s` call white space, as the inside of a character class. */
export const whitespaceClass =
  '\\t\\n\\v\\f\\r \\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const leading = new RegExp(`^[${whitespaceClass}]+`)
const single = new RegExp(`^[${whitespaceClass}]$`)

export function isWhitespace(character: string): boolean {
  return single.test(character)
}

export function trimStart(text: string): string {
  return text.replace(leading, '')
}

// A regular expression anchored at the end is quadratic on long runs of inner white space.
export function trimEnd(text: string): string {
  return text.slice(0, endWithoutWhitespace(text, 0, text.length))
}

export function trim(text: string): string {
  return trimEnd(trimStart(text))
}

/** The end of `text[from, to)` without the white space before it. */
export function endWithoutWhitespace(text: string, from: number, to: number): number {
  let end = to
  while (end > from && isWhitespace(text.charAt(end - 1))) end--
  return end
}
