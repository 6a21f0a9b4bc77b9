import { joinText, type MappedText, slice, type TextPiece } from './mapped-text.ts'
import { sqlTokens } from './tokens.ts'

export interface Cte {
  readonly name: string
  readonly body: MappedText
}

/** The SQL without blanks before it, and without comments and semicolons behind it: it can stand in parentheses. */
export function statementOf(sql: MappedText): MappedText {
  let end = 0
  let beforeSemicolons = 0
  for (const token of sqlTokens(sql.text)) {
    end = token.end
    if (sql.text[token.start] !== ';') beforeSemicolons = end
  }
  const start = /^\s*/.exec(sql.text)?.[0].length ?? 0
  if (start === 0 && beforeSemicolons === sql.text.length) return sql
  return joinText([slice(sql, Math.min(start, beforeSemicolons), beforeSemicolons)], '')
}

/** The SQL with the common table expressions before its own ones. `file` tells where gild's own text belongs to. */
export function withCtes(sql: MappedText, ctes: readonly Cte[], file: string): MappedText {
  if (ctes.length === 0) return sql
  const definitions: TextPiece[] = ctes.flatMap(({ name, body }, i) => [
    `${i === 0 ? '' : ', '}${name} as (\n`,
    body,
    '\n)',
  ])
  const { start, end } = ownWith(sql.text)
  if (end === undefined) {
    return joinText([slice(sql, 0, start), 'with ', ...definitions, '\n', slice(sql, start)], file)
  }
  return joinText([slice(sql, 0, end), ' ', ...definitions, ',', slice(sql, end)], file)
}

// Where the statement starts, and where its own WITH or WITH RECURSIVE ends.
function ownWith(sql: string): { readonly start: number; readonly end: number | undefined } {
  const [first, second] = firstTwo(sql)
  const word = (token: typeof first): string =>
    token?.kind === 'word' ? sql.slice(token.start, token.end).toLowerCase() : ''
  if (word(first) !== 'with') return { start: first?.start ?? sql.length, end: undefined }
  return { start: first?.start ?? 0, end: word(second) === 'recursive' ? second?.end : first?.end }
}

function firstTwo(sql: string) {
  const tokens = sqlTokens(sql)
  return [tokens.next().value ?? undefined, tokens.next().value ?? undefined] as const
}
