import type {
  AddFile,
  DeletionVector,
  DomainMetadata,
  MetadataAction,
  Protocol,
  RemoveFile,
  TableTransaction,
} from './actions.ts'
import { formatJson, type JsonObject } from './json.ts'

/** One line of a commit, or one row of a checkpoint. */
export const formatAction = {
  add(add: AddFile): string {
    return formatJson({ add: { ...add, deletionVector: deletionVector(add.deletionVector) } })
  },
  remove(remove: RemoveFile): string {
    return formatJson({ remove: { ...remove, deletionVector: deletionVector(remove.deletionVector) } })
  },
  metaData(metadata: MetadataAction): string {
    return formatJson({
      metaData: {
        id: metadata.id,
        name: metadata.name,
        description: metadata.description,
        format: { provider: 'parquet', options: {} },
        schemaString: metadata.schemaString,
        partitionColumns: metadata.partitionColumns,
        createdTime: metadata.createdTime,
        configuration: metadata.configuration,
      },
    })
  },
  protocol(protocol: Protocol): string {
    return formatJson({ protocol: { ...protocol } })
  },
  txn(txn: TableTransaction): string {
    return formatJson({ txn: { ...txn } })
  },
  domainMetadata(domain: DomainMetadata): string {
    return formatJson({ domainMetadata: { ...domain } })
  },
  commitInfo(info: JsonObject): string {
    return formatJson({ commitInfo: info })
  },
}

function deletionVector(vector: DeletionVector | undefined): JsonObject | undefined {
  return vector === undefined ? undefined : { ...vector }
}
