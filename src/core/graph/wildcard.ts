/** Whether a text matches a pattern of Python's `fnmatch`: `*` anything, `?` one character, `[a-z]` and `[!a-z]` one of a set. */
export function wildcardMatcher(pattern: string): (text: string) => boolean {
  if (!hasWildcard(pattern)) return text => text === pattern
  const regexp = new RegExp(`^${translate(pattern, { star: '.*', one: '.' })}$`, 'su')
  return text => regexp.test(text)
}

/** The same for paths, as `Path.glob`: `*` and `?` stay within a folder, a part `**` stands for any number of folders. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const parts = pattern.split('/').filter(part => part !== '' && part !== '.')
  const last = parts.length - 1
  const source = parts.map((part, i) => {
    if (part === '**') return i === last ? '[^/]+(?:/[^/]+)*' : '(?:[^/]+/)*'
    return translate(part, { star: '[^/]*', one: '[^/]' }) + (i === last ? '' : '/')
  })
  const regexp = new RegExp(`^${source.join('')}$`, 'su')
  return path => regexp.test(path)
}

export function hasWildcard(text: string): boolean {
  return /[*?[\]]/.test(text)
}

const SET = /^\[(!?)(\]?[^\]]*)\]/s

function translate(pattern: string, { star, one }: { readonly star: string; readonly one: string }): string {
  let source = ''
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at)
    const set = SET.exec(rest)
    if (set !== null) {
      source += `[${set[1] === '!' ? '^' : ''}${escapeSet(set[2] ?? '')}]`
      at += set[0].length
      continue
    }
    const character = String.fromCodePoint(rest.codePointAt(0) ?? 0)
    source += character === '*' ? star : character === '?' ? one : escapeCharacter(character)
    at += character.length
  }
  return source
}

// A range from high to low matches nothing in Python, and is a syntax error in a regular expression.
function escapeSet(set: string): string {
  const kept = set.replace(/(.)-(.)/gsu, (range, from: string, to: string) => (from <= to ? range : ''))
  return kept.replace(/[\\\][^&~|]/g, '\\$&').replace(/^-|-$/g, '\\-')
}

function escapeCharacter(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}
