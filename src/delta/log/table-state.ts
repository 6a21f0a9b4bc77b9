import type {
  Action,
  AddFile,
  CommitInfo,
  DomainMetadata,
  MetadataAction,
  Protocol,
  RemoveFile,
  TableTransaction,
} from './actions.ts'
import { fileKey } from './file-key.ts'

/** The state of a table while its log is replayed, oldest action first. */
export interface TableState {
  protocol: Protocol | undefined
  metadata: MetadataAction | undefined
  /** Of the newest commit. */
  commitInfo: CommitInfo | undefined
  readonly files: Map<string, AddFile>
  readonly tombstones: Map<string, RemoveFile>
  readonly transactions: Map<string, TableTransaction>
  readonly domains: Map<string, DomainMetadata>
}

export function emptyState(): TableState {
  return {
    protocol: undefined,
    metadata: undefined,
    commitInfo: undefined,
    files: new Map(),
    tombstones: new Map(),
    transactions: new Map(),
    domains: new Map(),
  }
}

/** Protocol, "Action Reconciliation": the newest action about a thing wins. */
export function replay(state: TableState, actions: Iterable<Action>): void {
  state.commitInfo = undefined
  for (const action of actions) apply(state, action)
}

function apply(state: TableState, action: Action): void {
  switch (action.kind) {
    case 'add':
      addFile(state, action.add)
      break
    case 'remove':
      removeFile(state, action.remove)
      break
    case 'metaData':
      state.metadata = action.metadata
      break
    case 'protocol':
      state.protocol = action.protocol
      break
    case 'txn':
      state.transactions.set(action.txn.appId, action.txn)
      break
    case 'domainMetadata':
      setDomain(state, action.domain)
      break
    case 'commitInfo':
      state.commitInfo = action.info
  }
}

function addFile(state: TableState, add: AddFile): void {
  const key = fileKey(add)
  state.tombstones.delete(key)
  state.files.set(key, add)
}

function removeFile(state: TableState, remove: RemoveFile): void {
  const key = fileKey(remove)
  state.files.delete(key)
  state.tombstones.set(key, remove)
}

function setDomain(state: TableState, domain: DomainMetadata): void {
  if (domain.removed) state.domains.delete(domain.domain)
  else state.domains.set(domain.domain, domain)
}
