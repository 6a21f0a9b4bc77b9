import type { RelationSpec } from '../../../ports/relation.ts'
import { messagesSql, undeclaredFieldsSql } from '../messages/messages-sql.ts'
import type { Connection } from '../session/connection.ts'
import type { QueryRelation } from './resolved.ts'

/** A batch of a stream as a relation of one row a message. */
export async function messagesSelect(
  spec: Extract<RelationSpec, { kind: 'messages' }>,
  data: Connection,
): Promise<QueryRelation> {
  const { batch, columns, name, reserved } = spec
  const { topic, slices } = batch
  const request = { topic, slices, columns }
  const discovered = spec.discover
    ? (await data.rows(undeclaredFieldsSql(request))).map(([field]) => String(field))
    : undefined
  const bytes = slices.reduce((sum, slice) => sum + slice.bytes, 0)
  return {
    kind: 'query',
    name,
    sql: messagesSql({ ...request, discovered, reserved }),
    columns: undefined,
    read: {
      name,
      from: topic,
      files: slices.length,
      filesBeforePruning: slices.length,
      bytes,
      bytesBeforePruning: bytes,
      offsets: slices.map(({ partition, from, to }) => ({ partition, from, to })),
    },
  }
}
