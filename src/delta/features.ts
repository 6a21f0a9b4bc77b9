import { GildError } from '../errors/gild-error.ts'
import type { Metadata, MetadataAction, Protocol } from './log/actions.ts'
import type { DataType, StructField, StructType } from './schema/data-type.ts'

/** Throws `delta-unsupported-feature` for a table that gild would read wrongly. */
export function checkReadable(table: string, protocol: Protocol, metadata: MetadataAction): void {
  const features = neededToRead(protocol, metadata)
  if (features.length > 0) throw new GildError('delta-unsupported-feature', { table, features })
}

/** Throws `delta-unsupported-feature` for a table that gild would write wrongly. */
export function checkWritable(table: string, protocol: Protocol, metadata: Metadata): void {
  const features = neededToWrite(protocol, metadata)
  if (features.length > 0)
    throw new GildError('delta-unsupported-feature', { table, features, access: 'write' })
}

/**
 * The least protocol that lets a table hold this metadata: the current one where it is enough, never less than it.
 * Undefined when the current one stands.
 */
export function neededProtocol(current: Protocol | undefined, metadata: Metadata): Protocol | undefined {
  if (!holdsType(metadata.schema, 'timestamp_ntz')) return current === undefined ? plainProtocol : undefined
  if (current !== undefined && hasFeature(current, 'timestampNtz')) return undefined
  return {
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures: sorted([...(current?.readerFeatures ?? impliedReaderFeatures(current)), 'timestampNtz']),
    writerFeatures: sorted([
      ...(current?.writerFeatures ?? impliedWriterFeatures(current)),
      ...impliedReaderFeatures(current),
      'timestampNtz',
    ]),
  }
}

const plainProtocol: Protocol = { minReaderVersion: 1, minWriterVersion: 2 }

/** Other names of old previews. */
const aliases: Readonly<Record<string, string>> = {
  timestampWithoutTimezone: 'timestampNtz',
  'typeWidening-preview': 'typeWidening',
}

type Activity = (metadata: MetadataAction) => boolean

/** Reader features that are understood, and those that ask for something only while they are in use. */
const readerFeatures: Readonly<Record<string, Activity>> = {
  timestampNtz: never,
  vacuumProtocolCheck: never,
  // A file that has one is refused when the log is replayed; nobody has to write them.
  deletionVectors: never,
  columnMapping: usesColumnMapping,
  typeWidening: m => hasFieldProperty(m, 'delta.typeChanges'),
}

/** Writer features that are understood, and those that ask for something only while they are in use. */
const writerFeatures: Readonly<Record<string, Activity>> = {
  ...readerFeatures,
  // Honoured by the transaction.
  appendOnly: never,
  // Foreign domains are carried through; gild writes none.
  domainMetadata: never,
  invariants: m => hasFieldProperty(m, 'delta.invariants'),
  checkConstraints: m =>
    Object.keys(m.configuration).some(key => key.toLowerCase().startsWith('delta.constraints.')),
  changeDataFeed: m => isOn(m, 'delta.enableChangeDataFeed'),
  generatedColumns: m => hasFieldProperty(m, 'delta.generationExpression'),
  identityColumns: m => hasFieldProperty(m, 'delta.identity.'),
  allowColumnDefaults: m => hasFieldProperty(m, 'CURRENT_DEFAULT'),
  inCommitTimestamp: m => isOn(m, 'delta.enableInCommitTimestamps'),
  rowTracking: m => isOn(m, 'delta.enableRowTracking'),
}

/** What a legacy writer version asks for, by the version that brought it. */
const legacyWriterFeatures: readonly (readonly [version: number, feature: string])[] = [
  [2, 'appendOnly'],
  [2, 'invariants'],
  [3, 'checkConstraints'],
  [4, 'changeDataFeed'],
  [4, 'generatedColumns'],
  [5, 'columnMapping'],
  [6, 'identityColumns'],
]

function neededToRead(protocol: Protocol, metadata: MetadataAction): string[] {
  const version = protocol.minReaderVersion
  if (version > 3) return [`reader version ${version}`]
  const features = protocol.readerFeatures ?? impliedReaderFeatures(protocol)
  return features.filter(f => isActive(readerFeatures, f, metadata))
}

function neededToWrite(protocol: Protocol, metadata: Metadata): string[] {
  const version = protocol.minWriterVersion
  if (version > 7) return [`writer version ${version}`]
  const listed = protocol.writerFeatures ?? impliedWriterFeatures(protocol)
  // A property that switches a feature on asks for it, whether or not the protocol lists it.
  const features = [...new Set([...listed, ...Object.keys(writerFeatures)])]
  const needed = features.filter(f => isActive(writerFeatures, f, metadata))
  return isNotNullChecked(metadata.schema) ? needed : [...needed, 'NOT NULL inside of a column']
}

// Statistics tell whether a plain column holds NULL, not whether a struct, a list or something inside of them does.
function isNotNullChecked(schema: StructType): boolean {
  return schema.fields.every(({ type, nullable }) => isNullable(type) && (nullable || !isNested(type)))
}

function isNullable(type: DataType): boolean {
  switch (type.kind) {
    case 'struct':
      return type.fields.every(field => field.nullable && isNullable(field.type))
    case 'array':
      return type.containsNull && isNullable(type.element)
    case 'map':
      return type.valueContainsNull && isNullable(type.key) && isNullable(type.value)
    default:
      return true
  }
}

function isNested(type: DataType): boolean {
  return type.kind === 'struct' || type.kind === 'array' || type.kind === 'map'
}

function isActive(
  known: Readonly<Record<string, Activity>>,
  feature: string,
  metadata: MetadataAction,
): boolean {
  const name = aliases[feature] ?? feature
  const activity = Object.hasOwn(known, name) ? known[name] : undefined
  return activity === undefined || activity(metadata)
}

function hasFeature(protocol: Protocol, feature: string): boolean {
  return (protocol.readerFeatures ?? []).some(f => (aliases[f] ?? f) === feature)
}

function impliedReaderFeatures(protocol: Protocol | undefined): readonly string[] {
  return protocol !== undefined && protocol.minReaderVersion === 2 ? ['columnMapping'] : []
}

function impliedWriterFeatures(protocol: Protocol | undefined): readonly string[] {
  const version = (protocol ?? plainProtocol).minWriterVersion
  return legacyWriterFeatures.flatMap(([since, feature]) => (since <= version ? [feature] : []))
}

function never(): boolean {
  return false
}

function usesColumnMapping(metadata: MetadataAction): boolean {
  return (metadata.configuration['delta.columnMapping.mode'] ?? 'none') !== 'none'
}

function isOn(metadata: MetadataAction, property: string): boolean {
  return metadata.configuration[property]?.toLowerCase() === 'true'
}

// A word in the text of the schema: a column of that name asks for the feature too, which is refused needlessly and never wrongly.
function hasFieldProperty(metadata: MetadataAction, property: string): boolean {
  return metadata.schemaString.includes(`"${property}`)
}

function holdsType(type: DataType, kind: DataType['kind']): boolean {
  if (type.kind === kind) return true
  if (type.kind === 'struct') return type.fields.some((f: StructField) => holdsType(f.type, kind))
  if (type.kind === 'array') return holdsType(type.element, kind)
  return type.kind === 'map' && (holdsType(type.key, kind) || holdsType(type.value, kind))
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}
