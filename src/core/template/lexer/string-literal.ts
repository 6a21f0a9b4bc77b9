const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

const escapePattern = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(.))/gs

/** The value of what stands between the quotes, by Python's escapes. An unknown escape stays as written. */
export function unescapeString(inside: string): string {
  if (!inside.includes('\\')) return inside
  return inside.replace(escapePattern, (all: string, ...groups: (string | undefined)[]) => {
    const [x, u, long, octal, other] = groups
    if (other !== undefined) return escapes[other] ?? all
    const code = octal === undefined ? Number.parseInt(x ?? u ?? long ?? '', 16) : Number.parseInt(octal, 8)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}
