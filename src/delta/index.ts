/** A Delta Lake kernel: file lists and actions by the protocol. It does no I/O of its own and reads no Parquet. */

export { changesBetween, type TableChanges } from './changes.ts'
export { type HistoryEntry, tableHistory } from './history.ts'
export type {
  AddFile,
  CommitInfo,
  DeletionVector,
  DomainMetadata,
  Metadata,
  PartitionValues,
  Protocol,
  RemoveFile,
  TableTransaction,
} from './log/actions.ts'
export { type NewTable, newMetadata, withMetadata } from './metadata.ts'
export { openSnapshot, type SnapshotOptions } from './open-snapshot.ts'
export type { ColumnPath, ComparisonOperator, Predicate } from './scan/predicate.ts'
export { pruneFiles } from './scan/prune.ts'
export type {
  ArrayType,
  DataType,
  DecimalType,
  MapType,
  PrimitiveKind,
  PrimitiveType,
  StructField,
  StructType,
} from './schema/data-type.ts'
export { type MappedSchema, type MappedType, toDeltaSchema, toDeltaType } from './schema/from-duckdb.ts'
export { compareSchemas, type SchemaDifference } from './schema/merge-schema.ts'
export { duckDbType } from './schema/to-duckdb.ts'
export type { Snapshot } from './snapshot.ts'
export { addFileOf, statsFromReturnStats, type WrittenFile } from './stats/written-file.ts'
export type { DeltaTable, Writer } from './table.ts'
export { commit } from './transaction/commit.ts'
export type {
  CommitRequest,
  CommitResult,
  ConflictReason,
  Operation,
  ReadSet,
  TransactionMove,
} from './transaction/commit-request.ts'
export type { Constant } from './values/constant.ts'
export { encodePath, locateFile } from './values/file-path.ts'
