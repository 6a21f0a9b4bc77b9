import { trim } from './whitespace.ts'

/** Python's `int(text, base)`: signs, underscores between digits, a prefix that suits the base. */
export function parseIntText(text: string, base: number): bigint | undefined {
  const groups =
    /^(?<sign>[+-]?)(?<prefix>0[xXoObB]_?)?(?<digits>[\p{Nd}a-zA-Z]+(?:_[\p{Nd}a-zA-Z]+)*)$/u.exec(
      trim(text),
    )?.groups
  if (groups === undefined) return undefined
  const { sign, prefix = '', digits: written = '' } = groups
  const prefixBase = prefixBases[prefix.charAt(1).toLowerCase()]
  if (prefix !== '' && base !== 0 && base !== prefixBase) return parseIntDigits(sign, prefix + written, base)
  return parseIntDigits(sign, written, base === 0 ? (prefixBase ?? 10) : base)
}

const prefixBases: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 }

function parseIntDigits(sign: string | undefined, written: string, base: number): bigint | undefined {
  let value = 0n
  for (const character of written.replaceAll('_', '')) {
    const digit = Number.parseInt(character, 36)
    if (Number.isNaN(digit) || digit >= base) return undefined
    value = value * BigInt(base) + BigInt(digit)
  }
  return sign === '-' ? -value : value
}

const floatPattern =
  /^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/

/** Python's `float(text)`. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = trim(text)
  if (floatPattern.test(trimmed)) return Number(trimmed.replaceAll('_', ''))
  const named = /^(?<sign>[+-]?)(?:(?<infinite>inf(?:inity)?)|nan)$/i.exec(trimmed)?.groups
  if (named === undefined) return undefined
  if (named.infinite === undefined) return Number.NaN
  return named.sign === '-' ? -Infinity : Infinity
}
