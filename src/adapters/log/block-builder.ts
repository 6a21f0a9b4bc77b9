import { fieldText, type LineRecord, recordHead } from '../../core/stream/record-line.ts'
import { GildError } from '../../errors/gild-error.ts'
import { segmentForm } from '../../ports/segment-form.ts'
import { blockBytes } from './block-index.ts'

const newline = 0x0a

/** Records of one partition that are encoded and not yet written. */
export interface EncodedBlock {
  readonly first: number
  readonly count: number
  readonly bytes: Uint8Array
}

/** Collects the records of one partition into blocks. Offsets count up from `first`. */
export interface BlockBuilder {
  /** Throws `message-too-large`. */
  add(record: Pick<LineRecord, 'key' | 'value' | 'headers'>, timestamp: number): void
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

  function add(record: Pick<LineRecord, 'key' | 'value' | 'headers'>, timestamp: number): void {
    const head = recordHead(record, start + count, timestamp)
    const value = fieldText(record.value)
    // A UTF-16 unit takes at most three bytes; only where that would not fit are they counted.
    if (used + (head.length + value.length) * 3 + 1 > buffer.length)
      makeRoom(Buffer.byteLength(head) + Buffer.byteLength(value) + 1)
    used += buffer.write(head, used)
    used += buffer.write(value, used)
    buffer[used++] = newline
    count++
  }

  function makeRoom(bytes: number): void {
    const limit = segmentForm.maxLineBytes
    if (bytes > limit) throw new GildError('message-too-large', { topic, bytes, limit })
    if (used + bytes > blockBytes) close()
    if (buffer.length === 0) buffer = Buffer.allocUnsafeSlow(Math.max(blockBytes, bytes))
  }

  return {
    add,
    finish: () => {
      close()
      return done
    },
  }
}
