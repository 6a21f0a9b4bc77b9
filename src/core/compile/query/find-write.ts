import type { RelationName } from '../../../ports/relation.ts'
import { quoteRelation } from '../sql/quote.ts'
import { type SqlToken, sqlTokens } from '../sql/tokens.ts'

export interface Write {
  /** In upper case. */
  readonly verb: string
  /** Which of the relations it would change. */
  readonly relation: number
  /** Where the verb stands. */
  readonly start: number
}

/** The first statement of `sql` that would change one of the relations, which are only to be read. */
export function findWrite(sql: string, relations: readonly RelationName[]): Write | undefined {
  if (relations.length === 0) return undefined
  const names = new Map(relations.map((name, i) => [quoteRelation(name), i]))
  for (const statement of statements(sql)) {
    const found = writeIn(sql, statement, names)
    if (found !== undefined) return found
  }
  return undefined
}

// What may stand between the verb and its target is any word but these: behind them comes what is read.
const reads: ReadonlySet<string> = new Set(['select', 'values', 'using', 'as', 'set', 'where', '('])

interface Verb {
  /** Words that do not end the search for the target, although they do for other verbs. */
  readonly passes?: readonly string[]
  /** Words of which one must follow: `copy t from` writes, `copy t to` does not. */
  readonly needs?: string
}

const verbs: Readonly<Record<string, Verb>> = {
  alter: {},
  analyze: {},
  comment: {},
  copy: { needs: 'from' },
  create: {},
  delete: { passes: ['from'] },
  drop: {},
  grant: { passes: ['select'] },
  insert: {},
  merge: {},
  revoke: { passes: ['select', 'from'] },
  truncate: {},
  update: {},
  vacuum: {},
}

function writeIn(
  sql: string,
  tokens: readonly SqlToken[],
  names: ReadonlyMap<string, number>,
): Write | undefined {
  const words = tokens.map(({ start, end }) => sql.slice(start, end).toLowerCase())
  const first = words[0] === 'with' ? words.findIndex(word => dml.has(word)) : 0
  const verb = verbs[words[first] ?? '']
  const begin = tokens[first]
  if (verb === undefined || begin === undefined) return undefined
  if (verb.needs !== undefined && !words.includes(verb.needs)) return undefined
  const length = words.slice(first + 1).findIndex(word => endsTarget(word, verb))
  const end = length < 0 ? tokens.length : first + 1 + length
  for (let i = first + 1; i < end; i++) {
    const relation = relationAt(sql, tokens, { i, names })
    if (relation !== undefined)
      return { verb: (words[first] ?? '').toUpperCase(), relation, start: begin.start }
  }
  return undefined
}

function endsTarget(word: string, { passes, needs }: Verb): boolean {
  if (passes?.includes(word) === true) return false
  return reads.has(word) || (word === 'from' && needs !== 'from')
}

const dml: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge'])

function relationAt(
  sql: string,
  tokens: readonly SqlToken[],
  { i, names }: { readonly i: number; readonly names: ReadonlyMap<string, number> },
): number | undefined {
  const [schema, dot, name] = tokens.slice(i, i + 3)
  if (schema === undefined || dot === undefined || name === undefined || sql[dot.start] !== '.')
    return undefined
  return names.get(sql.slice(schema.start, name.end))
}

function statements(sql: string): readonly (readonly SqlToken[])[] {
  const found: SqlToken[][] = [[]]
  for (const token of sqlTokens(sql)) {
    if (sql[token.start] === ';') found.push([])
    else found.at(-1)?.push(token)
  }
  return found.filter(tokens => tokens.length > 0)
}
