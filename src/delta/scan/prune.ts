import type { AddFile, Metadata } from '../log/actions.ts'
import type { JsonObject } from '../log/json.ts'
import type { DataType, StructField, StructType } from '../schema/data-type.ts'
import { boundsOf, type ColumnBounds, parseStats } from '../stats/file-bounds.ts'
import { type Constant, compareConstants } from '../values/constant.ts'
import { parsePartitionValue } from '../values/partition-value.ts'
import type { ColumnPath, ComparisonOperator, Predicate } from './predicate.ts'

/**
 * The files that may hold a row for which the predicate is true, in order. A file is left out only when its partition
 * values or statistics prove that it holds none; what they do not tell keeps it.
 */
export function pruneFiles(
  metadata: Metadata,
  files: Iterable<AddFile>,
  predicate: Predicate,
): readonly AddFile[] {
  const columns = new Map<string, Column | undefined>()
  const resolve = (path: ColumnPath) => {
    const key = path.join('\n')
    if (!columns.has(key)) columns.set(key, findColumn(metadata, path))
    return columns.get(key)
  }
  return [...files].filter(file => mayMatch({ file, resolve, stats: undefined }, predicate))
}

interface Column {
  /** In the spelling of the schema. */
  readonly path: readonly string[]
  readonly type: DataType
  readonly isPartition: boolean
}

interface FileContext {
  readonly file: AddFile
  readonly resolve: (path: ColumnPath) => Column | undefined
  /** Parsed when first asked for. */
  stats: JsonObject | undefined
}

function findColumn({ schema, partitionColumns }: Metadata, wanted: ColumnPath): Column | undefined {
  const path: string[] = []
  let type: DataType = schema
  for (const name of wanted) {
    const field: StructField | undefined = type.kind === 'struct' ? fieldOf(type, name) : undefined
    if (field === undefined) return undefined
    path.push(field.name)
    type = field.type
  }
  return { path, type, isPartition: path.length === 1 && partitionColumns.includes(path[0] ?? '') }
}

function fieldOf(struct: StructType, name: string): StructField | undefined {
  return struct.fields.find(f => f.name.toLowerCase() === name.toLowerCase())
}

function mayMatch(context: FileContext, predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'unknown':
      return true
    case 'and':
      return predicate.of.every(part => mayMatch(context, part))
    case 'or':
      return predicate.of.some(part => mayMatch(context, part))
    case 'compare':
      return mayCompare(context, predicate.column, [predicate])
    case 'in':
      return mayCompare(
        context,
        predicate.column,
        predicate.values.map(value => ({ op: '=', value }) as const),
      )
    case 'is-null':
      return mayBeNull(context, predicate.column)
    case 'is-not-null':
      return mayBeValue(context, predicate.column)
  }
}

interface Comparison {
  readonly op: ComparisonOperator
  readonly value: Constant
}

// True when any of the comparisons may be true. NULL compares as nothing.
function mayCompare(context: FileContext, path: ColumnPath, comparisons: readonly Comparison[]): boolean {
  const column = context.resolve(path)
  if (column === undefined) return true
  if (column.isPartition) {
    const value = partitionValue(context, column)
    if (value === null) return false
    return (
      value === undefined || comparisons.some(c => mayHold(c, { min: value, max: value, hidesNaN: false }))
    )
  }
  const bounds = columnBounds(context, column)
  if (allNull(bounds)) return false
  const hidesNaN = column.type.kind === 'float' || column.type.kind === 'double'
  return comparisons.some(c => mayHold(c, { ...bounds, hidesNaN }))
}

interface Range {
  readonly min: Constant | undefined
  readonly max: Constant | undefined
  /** Some writers leave NaN, which is above all numbers, out of the largest value. */
  readonly hidesNaN: boolean
}

// Whether a value between the bounds may compare so. A bound that cannot be compared is no bound.
function mayHold({ op, value }: Comparison, { min, max, hidesNaN }: Range): boolean {
  const low = min === undefined ? undefined : compareConstants(min, value)
  const high = max === undefined ? undefined : compareConstants(max, value)
  switch (op) {
    case '=':
      return !(isAbove(low) || isBelow(high))
    case '<':
      return !(isAbove(low) || low === 0)
    case '<=':
      return !isAbove(low)
    case '>':
      return hidesNaN || !(isBelow(high) || high === 0)
    case '>=':
      return hidesNaN || !isBelow(high)
    case '<>':
      return hidesNaN || !(low === 0 && high === 0)
  }
}

function isAbove(comparison: number | undefined): boolean {
  return comparison !== undefined && comparison > 0
}

function isBelow(comparison: number | undefined): boolean {
  return comparison !== undefined && comparison < 0
}

function mayBeNull(context: FileContext, path: ColumnPath): boolean {
  const column = context.resolve(path)
  if (column === undefined) return true
  if (column.isPartition) return (partitionValue(context, column) ?? null) === null
  return columnBounds(context, column).nulls !== 0n
}

function mayBeValue(context: FileContext, path: ColumnPath): boolean {
  const column = context.resolve(path)
  if (column === undefined) return true
  return column.isPartition
    ? partitionValue(context, column) !== null
    : !allNull(columnBounds(context, column))
}

function allNull({ nulls, rows }: ColumnBounds): boolean {
  return nulls !== undefined && nulls === rows
}

function partitionValue({ file }: FileContext, { path, type }: Column): Constant | null | undefined {
  return parsePartitionValue(type, file.partitionValues[path[0] ?? ''])
}

function columnBounds(context: FileContext, { path, type }: Column): ColumnBounds {
  context.stats ??= parseStats(context.file.stats)
  return boundsOf(context.stats, path, type)
}
