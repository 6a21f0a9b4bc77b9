/** A DuckDB type, as DuckDB prints it, taken apart. */
export type DuckDbType =
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'struct'; readonly fields: readonly DuckDbField[] }
  | { readonly kind: 'map'; readonly key: DuckDbType; readonly value: DuckDbType }
  /** Fixed when it has a size. */
  | { readonly kind: 'list'; readonly element: DuckDbType; readonly size: number | undefined }
  /** ENUM, UNION and others whose arguments say nothing to Delta. */
  | { readonly kind: 'other'; readonly name: string }

export interface DuckDbField {
  readonly name: string
  readonly type: DuckDbType
}

/** Undefined for text that is no type. */
export function parseDuckDbType(text: string): DuckDbType | undefined {
  const cursor: Cursor = { text, at: 0 }
  const type = readType(cursor)
  skipSpace(cursor)
  return cursor.at === text.length ? type : undefined
}

interface Cursor {
  readonly text: string
  at: number
}

const namePattern = /[A-Za-z_][A-Za-z0-9_]*(?: (?:WITH|WITHOUT) TIME ZONE)?/iy
const quotedPattern = /"(?:[^"]|"")*"/y
const sizePattern = /\[([0-9]*)\]/y
const decimalPattern = /\(\s*([0-9]+)\s*(?:,\s*([0-9]+)\s*)?\)/y

function readType(cursor: Cursor): DuckDbType | undefined {
  skipSpace(cursor)
  // DuckDB prints the type of a bare NULL in quotes.
  const name = (
    take(cursor, quotedPattern)?.[0].slice(1, -1) ?? take(cursor, namePattern)?.[0]
  )?.toUpperCase()
  if (name === undefined) return undefined
  let type = readArguments(cursor, name)
  for (
    let size = take(cursor, sizePattern);
    size !== undefined && type !== undefined;
    size = take(cursor, sizePattern)
  ) {
    type = { kind: 'list', element: type, size: size[1] === '' ? undefined : Number(size[1]) }
  }
  return type
}

function readArguments(cursor: Cursor, name: string): DuckDbType | undefined {
  if (name === 'DECIMAL' || name === 'NUMERIC') return readDecimal(cursor)
  if (cursor.text[cursor.at] !== '(') return { kind: 'plain', name }
  if (name === 'STRUCT') return readStruct(cursor)
  if (name === 'MAP') return readMap(cursor)
  return skipArguments(cursor) ? { kind: 'other', name } : undefined
}

function readDecimal(cursor: Cursor): DuckDbType {
  const found = take(cursor, decimalPattern)
  if (found === undefined) return { kind: 'decimal', precision: 18, scale: 3 }
  return { kind: 'decimal', precision: Number(found[1]), scale: Number(found[2] ?? 0) }
}

function readStruct(cursor: Cursor): DuckDbType | undefined {
  const fields: DuckDbField[] = []
  do {
    cursor.at++
    skipSpace(cursor)
    const quoted = take(cursor, quotedPattern)?.[0]
    const name =
      quoted === undefined ? take(cursor, namePattern)?.[0] : quoted.slice(1, -1).replaceAll('""', '"')
    const type = readType(cursor)
    if (name === undefined || type === undefined) return undefined
    fields.push({ name, type })
    skipSpace(cursor)
  } while (cursor.text[cursor.at] === ',')
  return close(cursor) ? { kind: 'struct', fields } : undefined
}

function readMap(cursor: Cursor): DuckDbType | undefined {
  cursor.at++
  const key = readType(cursor)
  skipSpace(cursor)
  if (cursor.text[cursor.at] !== ',') return undefined
  cursor.at++
  const value = readType(cursor)
  if (key === undefined || value === undefined || !close(cursor)) return undefined
  return { kind: 'map', key, value }
}

// Names in ENUM and UNION may hold anything between their quotes.
function skipArguments(cursor: Cursor): boolean {
  const rest = /\((?:[^()'"]|'(?:[^']|'')*'|"(?:[^"]|"")*"|\((?:[^()])*\))*\)/y
  return take(cursor, rest) !== undefined
}

function close(cursor: Cursor): boolean {
  skipSpace(cursor)
  if (cursor.text[cursor.at] !== ')') return false
  cursor.at++
  return true
}

function skipSpace(cursor: Cursor): void {
  take(cursor, /\s*/y)
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)
  if (found === null) return undefined
  cursor.at += found[0].length
  return found
}
