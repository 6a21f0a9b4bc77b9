const prefixLength = 32
const longestMax = 64
const lastCodePoint = 0x10ffff

/** A lower bound of `text`: at most 32 characters of it. */
export function truncateMin(text: string): string {
  const characters = firstCharacters(text, prefixLength + 1)
  return characters.length > prefixLength ? characters.slice(0, prefixLength).join('') : text
}

/**
 * An upper bound of `text`, about 32 characters long: a prefix and a character above what was cut off. Undefined where
 * 64 characters do not give one.
 */
export function truncateMax(text: string): string | undefined {
  const characters = firstCharacters(text, longestMax + 1)
  if (characters.length <= prefixLength) return text
  for (let length = prefixLength; length < Math.min(characters.length, longestMax); length++) {
    const cut = characters[length]?.codePointAt(0) ?? 0
    // Nothing is above the last code point: it must stay in the prefix.
    if (cut === lastCodePoint) continue
    return (
      characters.slice(0, length).join('') + (cut < 0x7f ? '\u007f' : String.fromCodePoint(lastCodePoint))
    )
  }
  return characters.length <= longestMax ? text : undefined
}

// Characters, not UTF-16 units: a surrogate pair is never split.
function firstCharacters(text: string, count: number): readonly string[] {
  return [...text.slice(0, 2 * count)].slice(0, count)
}
