import { type FileHandle, open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { lineEndAfter, lineOffset } from '../../core/stream/record-line.ts'
import { GildError } from '../../errors/gild-error.ts'
import { onDisk, readAt, readIfThere } from './durable-file.ts'
import { indexFile } from './topic-folder.ts'

/** What one block of a segment holds: whole records, checked as one. */
export interface Block {
  /** Offset of its first record. */
  readonly first: number
  /** Byte position in the segment. */
  readonly position: number
  /** In bytes. */
  readonly length: number
  readonly count: number
  readonly crc: number
}

/** A block holds about this much, or one larger record. */
export const blockBytes = 1024 * 1024

/** The part of a segment that is acknowledged. */
export interface SegmentExtent {
  /** Absolute path. */
  readonly file: string
  /** Offset of its first record. */
  readonly base: number
  /** One past the offset of its last record. */
  readonly end: number
  /** In bytes. */
  readonly bytes: number
}

/**
 * The blocks that make up the extent, from the index, or from the segment itself where the index is missing, torn or
 * damaged. Throws `segment-corrupt`.
 */
export async function segmentBlocks(extent: SegmentExtent): Promise<readonly Block[]> {
  const file = indexFile(extent.file)
  const text = (await readIfThere(file))?.toString('latin1')
  const blocks = text === undefined ? [] : chain(text, extent)
  return covers(blocks, extent) ? blocks : rebuildBlocks(extent)
}

/** Reads the segment and works its blocks out anew. Throws `segment-corrupt` where it does not hold consecutive records. */
export async function rebuildBlocks(extent: SegmentExtent): Promise<readonly Block[]> {
  return onDisk('read', extent.file, async () => {
    const handle = await open(extent.file, 'r')
    try {
      const blocks = await scanBlocks(handle, extent)
      if (covers(blocks, extent)) return blocks
      throw corrupt(extent.file, extent.bytes, `the records up to offset ${extent.end - 1} are missing there`)
    } finally {
      await handle.close()
    }
  })
}

/** A block of these bytes. */
export function blockOf(bytes: Uint8Array, at: Pick<Block, 'first' | 'position' | 'count'>): Block {
  return { ...at, length: bytes.byteLength, crc: crc32(bytes) }
}

/** Reads a block and compares its checksum. Throws `segment-corrupt`. */
export async function readBlock(handle: FileHandle, file: string, block: Block): Promise<Buffer> {
  const bytes = await onDisk('read', file, () => readAt(handle, block.position, block.length))
  if (bytes.length < block.length) throw corrupt(file, block.position + bytes.length, 'the file ends there')
  if (crc32(bytes) !== block.crc) {
    throw corrupt(file, block.position, `the ${block.length} bytes from there do not match their checksum`)
  }
  return bytes
}

/** The lines of the index file: each carries a checksum of itself, so that a torn one shows. */
export function indexText(blocks: readonly Block[]): string {
  return blocks.map(line).join('')
}

/** The error of a segment whose bytes are not what was acknowledged. */
export function corrupt(file: string, position: number, problem: string): GildError {
  return new GildError('segment-corrupt', { file, position, problem })
}

function line({ first, position, length, count, crc }: Block): string {
  const fields = [first, position, length, count, hex(crc)].join('\t')
  return `${fields}\t${hex(crc32(fields))}\n`
}

function hex(crc: number): string {
  return crc.toString(16).padStart(8, '0')
}

// Takes lines while each continues the one before, and stops at the end of the extent: what follows is not acknowledged.
function chain(text: string, { base, bytes }: SegmentExtent): readonly Block[] {
  const blocks: Block[] = []
  let first = base
  let position = 0
  for (const entry of text.split('\n')) {
    const block = parseLine(entry)
    if (block === undefined || block.first !== first || block.position !== position || position >= bytes)
      break
    blocks.push(block)
    first += block.count
    position += block.length
  }
  return blocks
}

function parseLine(entry: string): Block | undefined {
  const [first, position, length, count, crc, check] = entry.split('\t')
  if (crc === undefined || check === undefined) return undefined
  if (hex(crc32(entry.slice(0, entry.lastIndexOf('\t')))) !== check) return undefined
  return {
    first: Number(first),
    position: Number(position),
    length: Number(length),
    count: Number(count),
    crc: Number.parseInt(crc, 16),
  }
}

function covers(blocks: readonly Block[], { base, end, bytes }: SegmentExtent): boolean {
  const last = blocks.at(-1)
  if (last === undefined) return base === end
  return last.position + last.length === bytes && last.first + last.count === end
}

async function scanBlocks(
  handle: FileHandle,
  { file, base, bytes }: SegmentExtent,
): Promise<readonly Block[]> {
  const blocks: Block[] = []
  let first = base
  let position = 0
  let want = blockBytes
  while (position < bytes) {
    const chunk = await readAt(handle, position, Math.min(want, bytes - position))
    if (chunk.length < Math.min(want, bytes - position))
      throw corrupt(file, position + chunk.length, 'the file ends there')
    const whole = chunk.subarray(0, chunk.lastIndexOf(0x0a) + 1)
    if (whole.length > 0) {
      const count = countRecords(whole, { file, first, position })
      blocks.push(blockOf(whole, { first, position, count }))
      first += count
      position += whole.length
      want = blockBytes
    } else if (chunk.length === bytes - position) {
      throw corrupt(file, position, 'a record has no end')
    } else want *= 2
  }
  return blocks
}

function countRecords(
  lines: Buffer,
  at: { readonly file: string; readonly first: number; readonly position: number },
): number {
  let count = 0
  for (let start = 0; start < lines.length; count++) {
    if (lineOffset(lines.subarray(start)) !== BigInt(at.first + count)) {
      throw corrupt(
        at.file,
        at.position + start,
        `the record of offset ${at.first + count} was expected there`,
      )
    }
    start = lineEndAfter(lines, start) ?? lines.length
  }
  return count
}
