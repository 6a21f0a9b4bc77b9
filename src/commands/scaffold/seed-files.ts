import { type CsvTable, csvTable } from './csv-table.ts'
import { distinct, snakeCase } from './names.ts'

/** A CSV file of the user. */
export interface CsvSource {
  /** Without its folder. */
  readonly file: string
  readonly content: Uint8Array
}

/** A CSV file as a seed of the new project. */
export interface ScaffoldSeed {
  readonly name: string
  /** What it was made from. */
  readonly from: string
  /** The CSV with column names that SQL can use unquoted. */
  readonly text: string
  readonly delimiter: string
  readonly columns: readonly string[]
  /** Columns without an empty field; those whose values are all different. */
  readonly notNull: ReadonlySet<string>
  readonly unique: ReadonlySet<string>
  /** Of the header: what it was, what it became. */
  readonly renamed: readonly (readonly [was: string, is: string])[]
}

export interface SeedFiles {
  readonly seeds: readonly ScaffoldSeed[]
  /** Files that cannot be seeds, each with a sentence that says why. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[]
}

/** The seeds that the files make, by name. */
export function seedFiles(sources: readonly CsvSource[]): SeedFiles {
  const read = sources.map(source => ({ source, table: tableOf(source) }))
  const usable = read.flatMap(({ source, table }) => (typeof table === 'string' ? [] : [{ source, table }]))
  const names = distinct(usable.map(({ source }) => snakeCase(source.file.replace(/\.csv$/i, ''), 'seed')))
  return {
    seeds: usable.map(({ source, table }, i) => seedOf(names[i] ?? 'seed', source.file, table)),
    skipped: read.flatMap(({ source, table }) =>
      typeof table === 'string' ? [{ file: source.file, why: table }] : [],
    ),
  }
}

// Seeds are for lists that people keep. What is larger comes by a stream.
const mostBytes = 50 * 1024 * 1024

function tableOf({ content }: CsvSource): CsvTable | string {
  if (content.length > mostBytes)
    return `it has ${Math.round(content.length / 1024 / 1024)} MB, and seeds are for up to 50`
  try {
    return csvTable(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return 'it is not UTF-8; save it as "CSV UTF-8"'
  }
}

function seedOf(name: string, from: string, { header, rows, body, delimiter }: CsvTable): ScaffoldSeed {
  const columns = distinct(header.map((column, i) => snakeCase(column, `column_${i + 1}`)))
  const values = columns.map((_, i) => rows.map(row => row[i] ?? ''))
  const isFull = (i: number) => values[i]?.every(value => value !== '') === true
  const isUnique = (i: number) => isFull(i) && new Set(values[i]).size === rows.length
  return {
    name,
    from,
    text: `${columns.join(delimiter)}\n${body}`,
    delimiter,
    columns,
    notNull: new Set(columns.filter((_, i) => isFull(i))),
    unique: new Set(columns.filter((_, i) => isUnique(i))),
    renamed: header.flatMap((was, i) => (was === columns[i] ? [] : [[was, columns[i] ?? ''] as const])),
  }
}
