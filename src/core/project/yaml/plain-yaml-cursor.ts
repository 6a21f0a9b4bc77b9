/** A place in a text that moves on as it is read. */
export interface Cursor {
  readonly text: string
  at: number
  /** Spaces before the first character of the line that was reached last; -1 at the end of the text. */
  indent: number
}

/** At the first character that is neither space nor comment. */
export function openCursor(text: string): Cursor {
  const cursor = { text, at: 0, indent: 0 }
  toContent(cursor)
  return cursor
}

export function skipSpaces(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at++
}

/** Whether only a comment, or nothing, stands on the rest of the line. */
export function endsLine({ text, at }: Cursor): boolean {
  const next = text[at]
  return next === undefined || next === '\n' || (next === '#' && text[at - 1] === ' ')
}

/** Moves to the first character of the next line with more than a comment. False when more stands on this one. */
export function endLine(cursor: Cursor): boolean {
  skipSpaces(cursor)
  if (!endsLine(cursor)) return false
  const end = cursor.text.indexOf('\n', cursor.at)
  cursor.at = end < 0 ? cursor.text.length : end + 1
  toContent(cursor)
  return true
}

/** Whether a word has ended before this character. */
export function endsWord(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === undefined
}

/** Where the match of a sticky pattern ends, -1 without one. */
export function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

function toContent(cursor: Cursor): void {
  const { text } = cursor
  const start = matchEnd(emptyLines, text, cursor.at)
  cursor.at = start
  skipSpaces(cursor)
  const ended = cursor.at === text.length || text[cursor.at] === '#'
  cursor.indent = ended ? -1 : cursor.at - start
}

const emptyLines = /(?: *(?:#[^\n]*)?\n)*/y
