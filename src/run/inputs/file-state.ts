import { createHash } from 'node:crypto'
import type { ExternalProperties, Manifest, NodeId, SourceNode } from '../../core/parse/manifest.ts'
import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { FileTables } from '../../ports/file-tables.ts'
import type { FileTable } from '../../ports/relation.ts'

/** A source of files as a run finds it. */
export interface FoundTable {
  readonly table: FileTable
  /** Differs when a file came, went, or changed its size or its time, or when the table is read in another way. */
  readonly fingerprint: bigint
}

export interface FileSources {
  readonly manifest: Manifest
  readonly files: FileTables
}

/** Finds the files of a source. Throws `source-files-missing` at the place in YAML when there are none. */
export async function findTable({ manifest, files }: FileSources, id: NodeId): Promise<FoundTable> {
  const source = manifest.sources.get(id)
  const external = source?.external
  if (source === undefined || external === undefined) return bug(`the source "${id}" is not made of files`)
  const { location, format, at } = external
  const found = await files.find(location)
  if (found.length === 0) throw missing(source, external)
  const columnTypes = format === 'csv' ? declaredTypes(source) : {}
  const facts = found.map(({ name, size, modifiedAt }) => [name, size, String(modifiedAt)])
  return {
    table: { location, at, format, files: found, columnTypes },
    fingerprint: positive(JSON.stringify([facts, format, columnTypes])),
  }
}

function missing({ sourceName, name }: SourceNode, { location, at }: ExternalProperties): GildError {
  const isPattern = /[*?[\]]/.test(location)
  const params = { source: `${sourceName}.${name}`, location, isPattern }
  return new GildError('source-files-missing', params, { at })
}

function declaredTypes({ columns }: SourceNode): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.flatMap(({ name, dataType }) => (dataType === undefined ? [] : [[name, dataType]])),
  )
}

// What a transaction of Delta can hold: 63 bits.
function positive(text: string): bigint {
  const digest = createHash('sha256').update(text).digest()
  return digest.readBigUInt64BE() >> 1n
}
