/** Writes to one topic. Holds its lock from open to close. */
export interface TopicWriter extends AsyncDisposable {
  readonly topic: string
  readonly partitions: number
  /** The record with the highest offset, undefined in an empty partition. */
  last(partition: number): Promise<TopicRecord | undefined>
  /** Appends in order; durable and visible to readers on return. A message without `partition` is placed by Kafka's murmur2 of its key. */
  send(messages: readonly OutgoingMessage[]): Promise<void>
}

export interface OutgoingMessage {
  readonly partition?: number | undefined
  /** UTF-8 when a string. */
  readonly key: string | Uint8Array | undefined
  /** `undefined` is a tombstone. */
  readonly value: string | Uint8Array | undefined
  readonly headers?: readonly MessageHeader[] | undefined
  /** Milliseconds since the epoch; the writer's clock when absent. */
  readonly timestamp?: number | undefined
}

export interface MessageHeader {
  readonly key: string
  readonly value: Uint8Array | undefined
}

export interface TopicRecord {
  readonly offset: bigint
  readonly timestamp: number
  readonly key: Uint8Array | undefined
  readonly value: Uint8Array | undefined
  readonly headers: readonly MessageHeader[]
}
