import type { Metadata } from '../log/actions.ts'
import type { DataType, StructField, StructType } from '../schema/data-type.ts'

/** A column, or a field of a struct, that statistics are kept for. */
export interface IndexedColumn {
  readonly path: readonly string[]
  readonly type: DataType
  readonly nullable: boolean
}

/**
 * The columns that have statistics: the first `delta.dataSkippingNumIndexedCols` (32; -1 is all) leaves in the order
 * of the schema, or those of `delta.dataSkippingStatsColumns`. Never partition columns.
 */
export function indexedColumns(metadata: Metadata): readonly IndexedColumn[] {
  const leaves = leafColumns(metadata)
  const named = metadata.configuration['delta.dataSkippingStatsColumns']
  if (named !== undefined) {
    const wanted = columnList(named)
    return leaves.filter(({ path }) =>
      path.some((_, i) =>
        wanted.has(
          path
            .slice(0, i + 1)
            .join('.')
            .toLowerCase(),
        ),
      ),
    )
  }
  const count = Number(metadata.configuration['delta.dataSkippingNumIndexedCols'] ?? 32)
  return Number.isInteger(count) && count >= 0 ? leaves.slice(0, count) : leaves
}

/** All leaves in the order of the schema; a list or a map is one. */
export function leafColumns({ schema, partitionColumns }: Metadata): readonly IndexedColumn[] {
  const partitions = new Set(partitionColumns)
  return leavesOf({ ...schema, fields: schema.fields.filter(f => !partitions.has(f.name)) }, [])
}

function leavesOf(struct: StructType, prefix: readonly string[]): readonly IndexedColumn[] {
  return struct.fields.flatMap(({ name, type, nullable }: StructField) => {
    const path = [...prefix, name]
    return type.kind === 'struct' ? leavesOf(type, path) : [{ path, type, nullable }]
  })
}

function columnList(text: string): ReadonlySet<string> {
  const names = text.match(/(?:`[^`]*`|[^,`])+/g) ?? []
  return new Set(names.map(name => name.trim().replaceAll('`', '').toLowerCase()))
}
