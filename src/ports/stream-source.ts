/** A back end of topics: the embedded log, Kafka. Offsets are 64-bit. */
export interface StreamSource extends AsyncDisposable {
  /** Throws `topic-not-found`. */
  describe(topic: string): Promise<TopicDescription>
  /**
   * The records of the ranges, as files in the segment form (docs/topic-log.md): one record a line, tab-separated
   * offset, timestamp, key, headers, value. Files hold these records and no others. Throws `segment-corrupt`.
   */
  read(topic: string, ranges: readonly OffsetRange[]): Promise<MessageBatch>
}

export interface TopicDescription {
  readonly topic: string
  /** Survives a rename, differs after the topic is created anew. */
  readonly streamId: string
  readonly partitions: readonly PartitionBounds[]
}

export interface PartitionBounds {
  readonly partition: number
  /** The first offset that is still there. */
  readonly low: bigint
  /** One past the last offset that a reader may see. */
  readonly end: bigint
}

export interface OffsetRange {
  readonly partition: number
  readonly from: bigint
  /** Exclusive. */
  readonly to: bigint
}

/** Closing it removes the temporary files among its slices. */
export interface MessageBatch extends AsyncDisposable {
  readonly topic: string
  readonly slices: readonly SegmentSlice[]
}

export interface SegmentSlice {
  readonly partition: number
  /** Absolute path. */
  readonly file: string
  readonly from: bigint
  /** Exclusive. */
  readonly to: bigint
  /** Of the file. */
  readonly bytes: number
  /** No line of the file is longer, in bytes; at most 2 MB when absent. A scan must allow for it. */
  readonly longestLine?: number | undefined
}
