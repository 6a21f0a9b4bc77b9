import { entry } from '../entry.ts'

/** Stream sources: topics, offsets, segments, and the producers that fill them. */
export const streamErrors = {
  'topic-not-found': entry<{ topic: string; where: string }>({
    title: 'Unknown topic',
    message: p => `The topic "${p.topic}" does not exist in ${p.where}.`,
    hint: () => 'Write to it first, for example with "gild generate".',
    stage: 'run',
  }),
  'topic-name-invalid': entry<{ topic: string }>({
    title: 'Invalid topic name',
    message: p => `"${p.topic}" cannot name a topic.`,
    hint: () => 'Use 1 to 249 letters, digits, dots, underscores and hyphens, but not "." or "..".',
  }),
  'topic-unreadable': entry<{ topic: string; file: string; problem: string }>({
    title: 'Unreadable topic',
    message: p => `The topic "${p.topic}" cannot be used: ${p.problem} in "${p.file}".`,
    stage: 'run',
  }),
  'topic-locked': entry<{ topic: string; pid: number; file: string }>({
    title: 'Topic in use',
    message: p => `The topic "${p.topic}" is being written by process ${p.pid}, which holds "${p.file}".`,
    hint: () => 'A topic has one writer at a time. Wait until that process ends, or end it.',
    retryable: true,
    stage: 'run',
  }),
  'offsets-out-of-range': entry<{
    topic: string
    partition: number
    from: bigint
    to: bigint
    low: bigint
    end: bigint
  }>({
    title: 'Offsets out of range',
    message: p =>
      `The offsets ${p.from} to ${p.to} of partition ${p.partition} of the topic "${p.topic}" cannot be read: it holds ${p.low} to ${p.end}.`,
    stage: 'run',
  }),
  'partition-not-found': entry<{ topic: string; partition: number; partitions: number }>({
    title: 'Unknown partition',
    message: p =>
      `The topic "${p.topic}" has no partition ${p.partition}: it has ${p.partitions}, counted from 0.`,
    stage: 'run',
  }),
  'segment-corrupt': entry<{ file: string; position: number; problem: string }>({
    title: 'Corrupt log segment',
    message: p => `The log segment "${p.file}" is damaged at byte ${p.position}: ${p.problem}.`,
    hint: () => 'Restore the file from a backup; what it holds was acknowledged, so gild does not skip it.',
    stage: 'run',
  }),
  'message-too-large': entry<{ topic: string; bytes: number; limit: number }>({
    title: 'Message too large',
    message: p =>
      `A message of the topic "${p.topic}" takes ${p.bytes} bytes, more than the ${p.limit} that a segment holds.`,
    stage: 'run',
  }),
  'topic-io-failed': entry<{ action: string; file: string; problem: string; full: boolean }>({
    title: 'Topic storage failed',
    message: p => `Could not ${p.action} "${p.file}": ${p.problem}.`,
    hint: p =>
      p.full
        ? 'Free some space on that disk, then run the command again: it continues where it stopped.'
        : undefined,
    stage: 'run',
  }),
  'topic-not-generated': entry<{ topic: string; partition: number; generator: string }>({
    title: 'Topic of another writer',
    message: p =>
      `The last record in partition ${p.partition} of the topic "${p.topic}" was not written by "gild generate ${p.generator}", so it cannot be continued.`,
    hint: () => 'Choose another topic with --topic.',
  }),
  'generator-mismatch': entry<{ topic: string; option: string; was: string; given: string }>({
    title: 'Topic of another world',
    message: p =>
      `The topic "${p.topic}" was filled with ${p.option} ${p.was}; it cannot be continued with ${p.option} ${p.given}.`,
    hint: p => `Leave ${p.option} out to continue, or choose another topic with --topic.`,
  }),
  'generator-option-invalid': entry<{ option: string; value: string; expected: string }>({
    title: 'Invalid option',
    message: p => `${p.option} is ${p.value}, but must be ${p.expected}.`,
  }),
  'source-column-type': entry<{ column: string; type: string }>({
    title: 'Unreadable column type',
    message: p => `The type "${p.type}" of the column "${p.column}" cannot be read.`,
    hint: () =>
      'Write it as the engine does, for example BIGINT, DECIMAL(12,2), VARCHAR[] or STRUCT(city VARCHAR).',
  }),
}
