import { GildError } from '../../../errors/gild-error.ts'
import type { ColumnType } from '../../../ports/column-type.ts'

/** A declared type, as far as the rules of JSON values tell types apart. `sql` is the type's text for casts. */
export type ValueType =
  | {
      readonly kind: 'text' | 'integer' | 'double' | 'float' | 'boolean' | 'date' | 'time' | 'bytes' | 'json'
      readonly sql: string
    }
  | { readonly kind: 'decimal'; readonly sql: string; readonly scale: number }
  | { readonly kind: 'other'; readonly sql: string }
  | { readonly kind: 'struct'; readonly fields: readonly StructField[] }
  | { readonly kind: 'list'; readonly element: ValueType }
  | { readonly kind: 'map'; readonly value: ValueType }

export interface StructField {
  readonly name: string
  readonly type: ValueType
}

/** Reads `BIGINT`, `DECIMAL(12,2)`, `STRUCT("a b" VARCHAR, c INTEGER[])`, in any case. Throws `source-column-type`. */
export function valueType(column: ColumnType): ValueType {
  const parser: TypeText = { column, tokens: tokensOf(column.type), position: 0 }
  const type = readType(parser)
  if (parser.position < parser.tokens.length) throw malformed(parser)
  return type
}

interface TypeText {
  readonly column: ColumnType
  readonly tokens: readonly string[]
  position: number
}

function tokensOf(text: string): readonly string[] {
  return text.match(/"(?:[^"]|"")*"|[A-Za-z_][\w$]*|\d+|[^\s]/g) ?? []
}

function readType(parser: TypeText): ValueType {
  let type = readBaseType(parser)
  while (parser.tokens[parser.position] === '[') {
    parser.position++
    if (/^\d+$/.test(parser.tokens[parser.position] ?? '')) parser.position++
    expect(parser, ']')
    type = { kind: 'list', element: type }
  }
  return type
}

function readBaseType(parser: TypeText): ValueType {
  const word = parser.tokens[parser.position++]?.toUpperCase()
  if (word === undefined || !/^[A-Z_]/.test(word)) throw malformed(parser)
  if (word === 'STRUCT' || word === 'ROW') return { kind: 'struct', fields: readFields(parser) }
  if (word === 'MAP') return readMap(parser)
  return scalarType(word, readRest(parser))
}

function readFields(parser: TypeText): readonly StructField[] {
  expect(parser, '(')
  const fields: StructField[] = []
  do {
    const name = parser.tokens[parser.position++] ?? ''
    if (!/^["A-Za-z_]/.test(name)) throw malformed(parser)
    fields.push({
      name: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name,
      type: readType(parser),
    })
  } while (accept(parser, ','))
  expect(parser, ')')
  return fields
}

function readMap(parser: TypeText): ValueType {
  expect(parser, '(')
  const key = readType(parser)
  if (key.kind !== 'text') throw malformed(parser)
  expect(parser, ',')
  const value = readType(parser)
  expect(parser, ')')
  return { kind: 'map', value }
}

// `(12,2)` and the further words of `TIMESTAMP WITH TIME ZONE` and `DOUBLE PRECISION`.
function readRest(parser: TypeText): { readonly sizes: readonly string[]; readonly words: string } {
  const words: string[] = []
  const readWords = () => {
    while (/^(precision|with|without|time|zone|varying)$/i.test(parser.tokens[parser.position] ?? '')) {
      words.push((parser.tokens[parser.position++] ?? '').toUpperCase())
    }
  }
  readWords()
  const sizes: string[] = []
  if (accept(parser, '(')) {
    do sizes.push(parser.tokens[parser.position++] ?? '')
    while (accept(parser, ','))
    expect(parser, ')')
  }
  readWords()
  return { sizes, words: words.join(' ') }
}

const kinds: Readonly<
  Record<string, 'text' | 'integer' | 'double' | 'float' | 'boolean' | 'date' | 'time' | 'bytes' | 'json'>
> = {
  ...kindOf('text', 'VARCHAR TEXT STRING CHAR BPCHAR NVARCHAR CHARACTER'),
  ...kindOf(
    'integer',
    'TINYINT SMALLINT INTEGER BIGINT HUGEINT INT INT1 INT2 INT4 INT8 INT16 INT32 INT64 INT128 SHORT LONG SIGNED',
  ),
  ...kindOf('integer', 'UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT UINT8 UINT16 UINT32 UINT64 UINT128'),
  ...kindOf('double', 'DOUBLE FLOAT8'),
  ...kindOf('float', 'FLOAT FLOAT4 REAL'),
  ...kindOf('boolean', 'BOOLEAN BOOL LOGICAL'),
  ...kindOf('date', 'DATE'),
  ...kindOf('time', 'TIMESTAMP TIMESTAMPTZ DATETIME'),
  ...kindOf('bytes', 'BLOB BYTEA BINARY VARBINARY'),
  ...kindOf('json', 'JSON'),
}

function kindOf<K extends string>(kind: K, names: string): Record<string, K> {
  return Object.fromEntries(names.split(' ').map(name => [name, kind]))
}

function scalarType(
  word: string,
  rest: { readonly sizes: readonly string[]; readonly words: string },
): ValueType {
  if (word === 'DECIMAL' || word === 'NUMERIC' || word === 'DEC') {
    const [width = '18', scale = rest.sizes.length === 0 ? '3' : '0'] = rest.sizes
    return { kind: 'decimal', sql: `DECIMAL(${width},${scale})`, scale: Number(scale) }
  }
  const kind = kinds[word]
  const words = rest.words === '' || kind === 'text' ? '' : ` ${rest.words}`
  return kind === undefined ? { kind: 'other', sql: `${word}${words}` } : { kind, sql: `${word}${words}` }
}

function accept(parser: TypeText, token: string): boolean {
  if (parser.tokens[parser.position] !== token) return false
  parser.position++
  return true
}

function expect(parser: TypeText, token: string): void {
  if (!accept(parser, token)) throw malformed(parser)
}

function malformed(parser: TypeText): GildError {
  return new GildError('source-column-type', { column: parser.column.name, type: parser.column.type })
}
