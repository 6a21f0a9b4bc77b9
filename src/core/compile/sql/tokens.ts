/** A stretch of SQL that means something: not white space, not a comment. Offsets are UTF-16 units. */
export interface SqlToken {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly kind: 'word' | 'string' | 'identifier' | 'symbol'
}

const SPACE = /(?:\s+|--[^\n]*)/y
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy
const DOLLAR_QUOTE = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy
const NUMBER = /\d[\p{L}\p{N}_.]*/uy

/** The tokens of DuckDB's SQL, as far as to know what is text, comment or code. What is not closed runs to the end. */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  let at = 0
  while (at < sql.length) {
    const next = skipBlank(sql, at)
    if (next > at) {
      at = next
      continue
    }
    const token = tokenAt(sql, at)
    yield token
    at = token.end
  }
}

function skipBlank(sql: string, at: number): number {
  const blank = matchEnd(SPACE, sql, at)
  if (blank !== undefined) return blank
  return sql.startsWith('/*', at) ? blockCommentEnd(sql, at) : at
}

// Block comments nest, as in PostgreSQL.
function blockCommentEnd(sql: string, start: number): number {
  const edge = /\/\*|\*\//g
  edge.lastIndex = start
  let depth = 0
  for (let match = edge.exec(sql); match !== null; match = edge.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1
    if (depth === 0) return edge.lastIndex
  }
  return sql.length
}

function tokenAt(sql: string, start: number): SqlToken {
  const character = sql[start]
  if (character === '"') return { start, end: quotedEnd(sql, start, '"'), kind: 'identifier' }
  if (character === "'") return { start, end: quotedEnd(sql, start, "'"), kind: 'string' }
  if (/^[eE]'/.test(sql.slice(start, start + 2)))
    return { start, end: escapedEnd(sql, start + 1), kind: 'string' }
  const dollar = matchEnd(DOLLAR_QUOTE, sql, start)
  if (dollar !== undefined)
    return { start, end: closing(sql, sql.slice(start, dollar), dollar), kind: 'string' }
  const word = matchEnd(WORD, sql, start)
  if (word !== undefined) return { start, end: word, kind: 'word' }
  return { start, end: matchEnd(NUMBER, sql, start) ?? start + 1, kind: 'symbol' }
}

// A doubled quote stands for itself: it looks like the end of one text and the start of the next.
function quotedEnd(sql: string, start: number, quote: string): number {
  let end = closing(sql, quote, start + 1)
  while (sql[end] === quote) end = closing(sql, quote, end + 1)
  return end
}

function escapedEnd(sql: string, start: number): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] === '\\') at++
    else if (sql[at] === "'") {
      if (sql[at + 1] !== "'") return at + 1
      at++
    }
  }
  return sql.length
}

function closing(sql: string, mark: string, from: number): number {
  const found = sql.indexOf(mark, from)
  return found === -1 ? sql.length : found + mark.length
}

function matchEnd(pattern: RegExp, sql: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(sql) ? pattern.lastIndex : undefined
}
