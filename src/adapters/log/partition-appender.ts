import { constants, type FileHandle, open, readFile, rm, stat, truncate } from 'node:fs/promises'
import type { EncodedBlock } from './block-builder.ts'
import { type Block, blockOf, corrupt, indexText, segmentBlocks } from './block-index.ts'
import { ifExists, onDisk, replaceFile, syncFolder } from './durable-file.ts'
import { indexFile, segmentBases, segmentFile } from './topic-folder.ts'
import type { PartitionMark } from './watermark.ts'

/** Appends to the newest segment of one partition. */
export interface PartitionAppender extends AsyncDisposable {
  /** Writes after the mark and makes it durable; the new mark counts only once it is in the watermark. */
  append(mark: PartitionMark, blocks: readonly EncodedBlock[]): Promise<PartitionMark>
}

/** Opens a partition after cutting what was written behind its mark and never acknowledged. Only the holder of the lock may. */
export async function openAppender(
  folder: string,
  mark: PartitionMark,
  segmentBytes: number,
): Promise<PartitionAppender> {
  await onDisk('repair', folder, () => cutTail(folder, mark))
  let open: OpenSegment | undefined

  async function segment(base: number): Promise<OpenSegment> {
    if (open?.base === base) return open
    await open?.close()
    open = undefined
    open = await openSegment(folder, base)
    return open
  }

  return {
    async append(mark, blocks) {
      let { segment: base, bytes } = mark
      let end = mark.end
      let run: Block[] = []
      let data: Uint8Array[] = []
      for (const block of blocks) {
        if (bytes > 0 && bytes + block.bytes.byteLength > segmentBytes) {
          if (run.length > 0) await write(await segment(base), run, data)
          ;[base, bytes, run, data] = [block.first, 0, [], []]
        }
        run.push(blockOf(block.bytes, { first: block.first, position: bytes, count: block.count }))
        data.push(block.bytes)
        bytes += block.bytes.byteLength
        end = block.first + block.count
      }
      if (run.length > 0) await write(await segment(base), run, data)
      return { end, segment: base, bytes }
    },
    async [Symbol.asyncDispose]() {
      await open?.close()
    },
  }
}

interface OpenSegment {
  readonly base: number
  readonly file: string
  readonly data: FileHandle
  readonly index: FileHandle
  close(): Promise<void>
}

async function openSegment(folder: string, base: number): Promise<OpenSegment> {
  const file = segmentFile(folder, base)
  return onDisk('open', file, async () => {
    // Not for appending: writes go to the position of the mark.
    const data = await open(file, constants.O_RDWR | constants.O_CREAT)
    const index = await open(indexFile(file), 'a')
    await syncFolder(folder)
    const close = async () => {
      await data.close()
      await index.close()
    }
    return { base, file, data, index, close }
  })
}

async function write(
  segment: OpenSegment,
  blocks: readonly Block[],
  data: readonly Uint8Array[],
): Promise<void> {
  await onDisk('write', segment.file, async () => {
    // Side by side: neither counts before the watermark that comes after both.
    const done = await Promise.allSettled([
      writeData(segment.data, blocks, data),
      writeIndex(segment.index, blocks),
    ])
    for (const result of done) if (result.status === 'rejected') throw result.reason
  })
}

async function writeData(
  handle: FileHandle,
  blocks: readonly Block[],
  data: readonly Uint8Array[],
): Promise<void> {
  let position = blocks[0]?.position ?? 0
  for (const bytes of data) {
    await writeFully(handle, bytes, position)
    position += bytes.byteLength
  }
  await handle.datasync()
}

async function writeIndex(handle: FileHandle, blocks: readonly Block[]): Promise<void> {
  await handle.appendFile(indexText(blocks))
  await handle.datasync()
}

async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0
  while (written < bytes.byteLength) {
    const result = await handle.write(bytes, written, bytes.byteLength - written, position + written)
    written += result.bytesWritten
  }
}

async function cutTail(folder: string, mark: PartitionMark): Promise<void> {
  const bases = await segmentBases(folder)
  const behind = bases.filter(base => base > mark.segment || (base === mark.segment && mark.bytes === 0))
  for (const base of behind) {
    const file = segmentFile(folder, base)
    await rm(file)
    await rm(indexFile(file), { force: true })
  }
  if (behind.length > 0) await syncFolder(folder)
  if (mark.bytes > 0) await cutSegment(segmentFile(folder, mark.segment), mark)
}

async function cutSegment(file: string, { segment: base, bytes, end }: PartitionMark): Promise<void> {
  const size = (await ifExists(() => stat(file)))?.size ?? 0
  if (size < bytes)
    throw corrupt(file, size, `the file ends there, ${bytes - size} acknowledged bytes are missing`)
  if (size > bytes) await truncate(file, bytes)
  const index = indexText(await segmentBlocks({ file, base, bytes, end }))
  const found = await ifExists(() => readFile(indexFile(file), 'latin1'))
  if (found !== index) await replaceFile(indexFile(file), index)
}
