import { entry } from '../entry.ts'

export interface Position {
  readonly node: string
  readonly topic: string
  readonly partition: number
  /** The next offset to read. */
  readonly next: bigint
}

/** Reading a stream source from where a table stands. */
export const ingestErrors = {
  'stream-replaced': entry<{ node: string; topic: string; was: string; is: string }>({
    title: 'The topic is another one',
    message: p =>
      `"${p.node}" has read the topic "${p.topic}" with the id ${p.was}; the topic of that name has the id ${p.is} now: it was created anew, or the target points to another place.`,
    hint: p =>
      `Bring the old topic back, or keep the old rows and start the new topic in a table of its own (another "path" for "${p.node}").`,
    stage: 'run',
  }),
  'stream-data-loss': entry<Position & { low: bigint }>({
    title: 'Records are gone before they were read',
    message: p =>
      `"${p.node}" would read the topic "${p.topic}", partition ${p.partition}, from offset ${p.next}, but the first one left is ${p.low}: ${p.low - p.next} records were removed unread.`,
    hint: () => 'Restore the records, or read the topic from its start into a table with another "path".',
    stage: 'run',
  }),
  'stream-went-back': entry<Position & { end: bigint }>({
    title: 'The topic is shorter than what was read',
    message: p =>
      `"${p.node}" has read the topic "${p.topic}", partition ${p.partition}, up to offset ${p.next - 1n}, but it ends at ${p.end - 1n} now.`,
    hint: () =>
      'The topic was cut or restored from an older copy. Restore the table to a version of that time, or the topic.',
    stage: 'run',
  }),
}
