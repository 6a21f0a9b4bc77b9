import type { ParquetFile } from '../../adapters/duckdb/files/parquet-file.ts'
import { toDeltaType } from '../../delta/index.ts'
import { distinct, snakeCase } from './names.ts'

/** A Parquet file of the user. */
export interface ParquetSource {
  /** Without its folder. */
  readonly file: string
  /** As seen from the new project. */
  readonly location: string
  /** Text that says why it cannot be read. */
  readonly content: ParquetFile | string
}

/** A Parquet file as a plain table source of the new project. It stays where it is. */
export interface ScaffoldSource {
  readonly name: string
  readonly from: string
  readonly location: string
  readonly columns: readonly ScaffoldColumn[]
  readonly notNull: ReadonlySet<string>
  readonly unique: ReadonlySet<string>
}

export interface ScaffoldColumn {
  /** In the file. */
  readonly was: string
  /** A name that SQL can use unquoted. */
  readonly name: string
  /** What it must become before a table can hold it. */
  readonly castTo: string | undefined
}

/** The sources that the files make. `taken` are names that other tables have. */
export function fileSources(
  files: readonly ParquetSource[],
  taken: readonly string[],
): { readonly sources: readonly ScaffoldSource[]; readonly skipped: readonly Skipped[] } {
  const usable = files.flatMap(({ content, ...file }) =>
    typeof content === 'string' ? [] : [{ ...file, content }],
  )
  const wanted = usable.map(({ file }) => snakeCase(file.replace(/\.[^.]+$/, ''), 'table'))
  const names = distinct([...taken, ...wanted]).slice(taken.length)
  return {
    sources: usable.map((file, i) => sourceOf(names[i] ?? 'table', file)),
    skipped: files.flatMap(({ file, content }) =>
      typeof content === 'string' ? [{ file, why: content }] : [],
    ),
  }
}

interface Skipped {
  readonly file: string
  readonly why: string
}

interface ReadableFile extends Omit<ParquetSource, 'content'> {
  readonly content: ParquetFile
}

function sourceOf(name: string, { file, location, content }: ReadableFile): ScaffoldSource {
  const names = distinct(content.columns.map((column, i) => snakeCase(column.name, `column_${i + 1}`)))
  const { notNull, unique } = content.firstColumn
  const first = names.slice(0, 1)
  return {
    name,
    from: file,
    location,
    columns: content.columns.map(({ name: was, type }, i) => ({
      was,
      name: names[i] ?? was,
      castTo: toDeltaType(type).kind === 'unsupported' ? 'varchar' : undefined,
    })),
    notNull: new Set(notNull ? first : []),
    unique: new Set(notNull && unique ? first : []),
  }
}
