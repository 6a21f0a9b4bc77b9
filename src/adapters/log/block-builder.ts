import { type LineRecord, recordLine } from '../../core/stream/record-line.ts'
import { GildError } from '../../errors/gild-error.ts'
import { segmentForm } from '../../ports/segment-form.ts'
import { blockBytes } from './block-index.ts'

/** Records of one partition that are encoded and not yet written. */
export interface EncodedBlock {
  readonly first: number
  readonly count: number
  readonly bytes: Uint8Array
}

/** Collects the records of one partition into blocks. Offsets count up from `first`. */
export interface BlockBuilder {
  /** Throws `message-too-large`. */
  add(record: Omit<LineRecord, 'offset'>): void
  finish(): readonly EncodedBlock[]
}

export function blockBuilder(topic: string, first: number): BlockBuilder {
  const done: EncodedBlock[] = []
  let buffer = Buffer.alloc(0)
  let used = 0
  let start = first
  let count = 0

  function close(): void {
    if (count > 0) done.push({ first: start, count, bytes: buffer.subarray(0, used) })
    start += count
    count = 0
    used = 0
    buffer = Buffer.alloc(0)
  }

  function add(record: Omit<LineRecord, 'offset'>): void {
    const line = recordLine({ ...record, offset: start + count })
    // A UTF-16 unit takes at most three bytes; only where that would not fit are they counted.
    if (used + line.length * 3 > buffer.length) {
      const bytes = Buffer.byteLength(line)
      const limit = segmentForm.maxLineBytes
      if (bytes > limit) throw new GildError('message-too-large', { topic, bytes, limit })
      if (used + bytes > blockBytes) close()
      if (buffer.length === 0) buffer = Buffer.allocUnsafeSlow(Math.max(blockBytes, bytes))
    }
    used += buffer.write(line, used)
    count++
  }

  return {
    add,
    finish: () => {
      close()
      return done
    },
  }
}
