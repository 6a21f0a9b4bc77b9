import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import { checkWritable, neededProtocol } from '../features.ts'
import type { Action, Metadata, RemoveFile } from '../log/actions.ts'
import { fileKey } from '../log/file-key.ts'
import { formatAction } from '../log/format-action.ts'
import type { JsonObject } from '../log/json.ts'
import type { CommitRequest } from './commit-request.ts'

export interface CommitContext {
  /** For messages. */
  readonly table: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Tells the commit from that of another. */
  readonly txnId: string
  readonly engine: string
}

/**
 * The actions of a commit in the order of the log, commitInfo first. Throws `delta-unsupported-feature` and
 * `delta-append-only`.
 */
export function commitActions(request: CommitRequest, context: CommitContext): readonly Action[] {
  const { base } = request
  const metadata = request.metadata ?? base?.metadata ?? bug('a commit that creates a table needs metadata')
  const protocol = neededProtocol(base?.protocol, metadata)
  checkWritable(context.table, protocol ?? base?.protocol ?? bug('a table without a protocol'), metadata)
  checkRemovable(request, metadata, context.table)
  const dataChange = request.dataChange ?? true
  const actions: Action[] = [commitInfo(request, context)]
  if (protocol !== undefined) actions.push({ kind: 'protocol', protocol })
  if (request.metadata !== undefined) actions.push({ kind: 'metaData', metadata: request.metadata })
  for (const { appId, to } of request.transactions) {
    actions.push({ kind: 'txn', txn: { appId, version: to, lastUpdated: context.now } })
  }
  for (const file of request.remove) {
    const { path, partitionValues, size, deletionVector, baseRowId, defaultRowCommitVersion } = file
    const remove: RemoveFile = {
      path,
      deletionTimestamp: context.now,
      dataChange,
      extendedFileMetadata: true,
      partitionValues,
      size,
      deletionVector,
      baseRowId,
      defaultRowCommitVersion,
    }
    actions.push({ kind: 'remove', remove })
  }
  for (const file of request.add) actions.push({ kind: 'add', add: { ...file, dataChange } })
  return actions
}

/** A commit as the log has it: one action a line. */
export function formatCommit(actions: readonly Action[]): string {
  return `${actions.map(formatLine).join('\n')}\n`
}

function formatLine(action: Action): string {
  switch (action.kind) {
    case 'commitInfo':
      return formatAction.commitInfo(action.info.json)
    case 'protocol':
      return formatAction.protocol(action.protocol)
    case 'metaData':
      return formatAction.metaData(action.metadata)
    case 'txn':
      return formatAction.txn(action.txn)
    case 'remove':
      return formatAction.remove(action.remove)
    case 'add':
      return formatAction.add(action.add)
    case 'domainMetadata':
      return formatAction.domainMetadata(action.domain)
  }
}

function commitInfo(request: CommitRequest, { now, txnId, engine }: CommitContext): Action {
  const isBlindAppend = request.remove.length === 0 && request.reads.kind === 'nothing'
  const json: JsonObject = {
    ...request.info,
    timestamp: now,
    operation: request.operation.name,
    operationParameters: request.operation.parameters,
    readVersion: request.base?.version,
    isolationLevel: request.dataChange === false ? 'SnapshotIsolation' : 'Serializable',
    isBlindAppend,
    operationMetrics: request.operation.metrics,
    engineInfo: engine,
    txnId,
  }
  const operation = request.operation.name
  return {
    kind: 'commitInfo',
    info: { timestamp: now, operation, txnId, isBlindAppend, engineInfo: engine, json },
  }
}

// The properties that the table will have count: a commit may lift the rule and remove at once.
function checkRemovable(
  { base, remove, dataChange }: CommitRequest,
  metadata: Metadata,
  table: string,
): void {
  if (remove.some(file => base?.files.has(fileKey(file)) !== true))
    bug(`a commit removes a file that "${table}" lacks`)
  if (remove.length === 0 || dataChange === false) return
  if (metadata.configuration['delta.appendOnly']?.toLowerCase() !== 'true') return
  throw new GildError('delta-append-only', { table, files: remove.length })
}
