import type {
  Action,
  AddFile,
  CommitInfo,
  DeletionVector,
  MetadataAction,
  PartitionValues,
  Protocol,
  RemoveFile,
} from './actions.ts'
import { formatJson, isJsonObject, type JsonObject, type JsonValue, numberText } from './json.ts'

/**
 * The action in a line of a commit or a row of a checkpoint; undefined for one that readers must ignore. Throws
 * `TypeError` where a field that the protocol requires is missing or of another type.
 */
export function readAction(value: JsonValue): Action | undefined {
  if (!isJsonObject(value)) throw new TypeError('an action is not a JSON object')
  for (const [name, body] of Object.entries(value)) {
    const read = readers[name]
    if (read !== undefined && isJsonObject(body)) return read(body)
  }
  return undefined
}

const readers: Readonly<Record<string, (body: JsonObject) => Action>> = {
  add: body => ({ kind: 'add', add: readAdd(body) }),
  remove: body => ({ kind: 'remove', remove: readRemove(body) }),
  metaData: body => ({ kind: 'metaData', metadata: readMetadata(body) }),
  protocol: body => ({ kind: 'protocol', protocol: readProtocol(body) }),
  txn: body => ({
    kind: 'txn',
    txn: {
      appId: requiredText(body, 'appId'),
      version: requiredBigint(body, 'version'),
      lastUpdated: number(body, 'lastUpdated'),
    },
  }),
  domainMetadata: body => ({
    kind: 'domainMetadata',
    domain: {
      domain: requiredText(body, 'domain'),
      configuration: text(body, 'configuration') ?? '',
      removed: body.removed === true,
    },
  }),
  commitInfo: body => ({ kind: 'commitInfo', info: readCommitInfo(body) }),
}

function readAdd(body: JsonObject): AddFile {
  return {
    path: requiredText(body, 'path'),
    partitionValues: readPartitionValues(body) ?? {},
    size: requiredNumber(body, 'size'),
    modificationTime: number(body, 'modificationTime') ?? 0,
    dataChange: body.dataChange !== false,
    stats: text(body, 'stats') ?? structStats(body),
    tags: readTexts(body.tags),
    deletionVector: readDeletionVector(body.deletionVector),
    baseRowId: bigint(body, 'baseRowId'),
    defaultRowCommitVersion: bigint(body, 'defaultRowCommitVersion'),
    clusteringProvider: text(body, 'clusteringProvider'),
  }
}

function readRemove(body: JsonObject): RemoveFile {
  return {
    path: requiredText(body, 'path'),
    deletionTimestamp: number(body, 'deletionTimestamp'),
    dataChange: body.dataChange !== false,
    extendedFileMetadata: body.extendedFileMetadata === true ? true : undefined,
    partitionValues: readPartitionValues(body),
    size: number(body, 'size'),
    stats: text(body, 'stats'),
    tags: readTexts(body.tags),
    deletionVector: readDeletionVector(body.deletionVector),
    baseRowId: bigint(body, 'baseRowId'),
    defaultRowCommitVersion: bigint(body, 'defaultRowCommitVersion'),
  }
}

function readMetadata(body: JsonObject): MetadataAction {
  const configuration: Record<string, string> = {}
  for (const [key, value] of Object.entries(readTexts(body.configuration) ?? {})) {
    if (value !== null) configuration[key] = value
  }
  return {
    id: requiredText(body, 'id'),
    name: text(body, 'name'),
    description: text(body, 'description'),
    schemaString: requiredText(body, 'schemaString'),
    partitionColumns: textList(body, 'partitionColumns') ?? [],
    configuration,
    createdTime: number(body, 'createdTime'),
  }
}

function readProtocol(body: JsonObject): Protocol {
  return {
    minReaderVersion: requiredNumber(body, 'minReaderVersion'),
    minWriterVersion: requiredNumber(body, 'minWriterVersion'),
    readerFeatures: textList(body, 'readerFeatures'),
    writerFeatures: textList(body, 'writerFeatures'),
  }
}

function readCommitInfo(body: JsonObject): CommitInfo {
  const isBlindAppend = body.isBlindAppend
  return {
    timestamp: number(body, 'timestamp'),
    inCommitTimestamp: number(body, 'inCommitTimestamp'),
    operation: text(body, 'operation'),
    txnId: text(body, 'txnId'),
    isBlindAppend: typeof isBlindAppend === 'boolean' ? isBlindAppend : undefined,
    engineInfo: text(body, 'engineInfo'),
    json: body,
  }
}

// Checkpoints may hold statistics as a struct only.
function structStats(body: JsonObject): string | undefined {
  return isJsonObject(body.stats_parsed) ? formatJson(body.stats_parsed) : undefined
}

function readPartitionValues(body: JsonObject): PartitionValues | undefined {
  return readTexts(body.partitionValues)
}

function readDeletionVector(value: JsonValue | undefined): DeletionVector | undefined {
  if (!isJsonObject(value)) return undefined
  return {
    storageType: requiredText(value, 'storageType'),
    pathOrInlineDv: requiredText(value, 'pathOrInlineDv'),
    offset: number(value, 'offset'),
    sizeInBytes: requiredNumber(value, 'sizeInBytes'),
    cardinality: requiredNumber(value, 'cardinality'),
  }
}

function readTexts(value: JsonValue | undefined): Readonly<Record<string, string | null>> | undefined {
  if (!isJsonObject(value)) return undefined
  const texts: Record<string, string | null> = {}
  for (const [key, field] of Object.entries(value)) {
    // Some writers put numbers and booleans where the protocol has text.
    texts[key] =
      typeof field === 'string' ? field : field === null || field === undefined ? null : formatJson(field)
  }
  return texts
}

function textList(body: JsonObject, field: string): readonly string[] | undefined {
  const value = body[field]
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw new TypeError(`"${field}" is not a list`)
  return value.map(item => {
    if (typeof item !== 'string') throw new TypeError(`"${field}" holds something else than text`)
    return item
  })
}

function text(body: JsonObject, field: string): string | undefined {
  const value = body[field]
  return typeof value === 'string' ? value : undefined
}

function requiredText(body: JsonObject, field: string): string {
  return text(body, field) ?? missing(field)
}

function number(body: JsonObject, field: string): number | undefined {
  const digits = numberText(body[field])
  return digits === undefined ? undefined : Number(digits)
}

function requiredNumber(body: JsonObject, field: string): number {
  return number(body, field) ?? missing(field)
}

function bigint(body: JsonObject, field: string): bigint | undefined {
  const value = body[field]
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined
}

function requiredBigint(body: JsonObject, field: string): bigint {
  return bigint(body, field) ?? missing(field)
}

function missing(field: string): never {
  throw new TypeError(`"${field}" is missing or of another type`)
}
