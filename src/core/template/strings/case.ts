/** Python's `str.title`: every run of letters begins with a capital. */
export function titleCase(text: string): string {
  return text.replace(/[\p{Lu}\p{Ll}\p{Lt}]+/gu, capitalize)
}

/** The first character upper, all others lower case. */
export function capitalize(text: string): string {
  const [first = ''] = text
  // The capital of one letter may be two, of which only the first is large: ß becomes Ss.
  const [capital = '', ...more] = first.toUpperCase()
  return capital + more.join('').toLowerCase() + text.slice(first.length).toLowerCase()
}

export function swapCase(text: string): string {
  return Array.from(text, each => (/\p{Lu}/u.test(each) ? each.toLowerCase() : each.toUpperCase())).join('')
}

export function isUpper(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/[\p{Ll}\p{Lt}]/u.test(text)
}

export function isLower(text: string): boolean {
  return /\p{Ll}/u.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text)
}

export function isTitle(text: string): boolean {
  return /[\p{Lu}\p{Lt}]/u.test(text) && titleCase(text) === text
}
