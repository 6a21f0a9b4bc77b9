import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { lineEndAfter } from '../../core/stream/record-line.ts'
import type { SegmentSlice } from '../../ports/stream-source.ts'
import { type Block, readBlock, segmentBlocks } from './block-index.ts'
import { onDisk } from './durable-file.ts'
import type { VisibleExtent } from './extents.ts'

/** The records of one segment with an offset in [from, to), which is not empty. */
export interface SliceRequest {
  readonly partition: number
  readonly extent: VisibleExtent
  readonly from: number
  readonly to: number
}

/**
 * The slice as a file, after comparing the checksums of its blocks: the segment itself where the slice is all of a
 * sealed one, else a copy at `copy`. Throws `segment-corrupt`; no copy is left then.
 */
export async function cutSlice(request: SliceRequest, copy: string): Promise<SegmentSlice> {
  const { extent, from, to, partition } = request
  const blocks = (await segmentBlocks(extent)).filter(b => b.first < to && b.first + b.count > from)
  const whole = extent.sealed && from <= extent.base && to >= extent.end
  const handle = await onDisk('open', extent.file, () => open(extent.file, 'r'))
  try {
    const bytes = whole
      ? await verify(handle, extent, blocks)
      : await copyRange(handle, request, { blocks, copy })
    const longestLine = Math.max(...blocks.map(b => b.length))
    return {
      partition,
      file: whole ? extent.file : copy,
      from: BigInt(from),
      to: BigInt(to),
      bytes,
      longestLine,
    }
  } finally {
    await handle.close()
  }
}

async function verify(
  handle: FileHandle,
  { file, bytes }: VisibleExtent,
  blocks: readonly Block[],
): Promise<number> {
  for (const block of blocks) await readBlock(handle, file, block)
  return bytes
}

interface CopyTarget {
  readonly blocks: readonly Block[]
  readonly copy: string
}

async function copyRange(
  handle: FileHandle,
  request: SliceRequest,
  { blocks, copy }: CopyTarget,
): Promise<number> {
  return onDisk('write', copy, async () => {
    await mkdir(dirname(copy), { recursive: true })
    const target = await open(copy, 'wx')
    let written = 0
    try {
      for (const block of blocks) {
        const bytes = cutBlock(await readBlock(handle, request.extent.file, block), block, request)
        await target.appendFile(bytes)
        written += bytes.length
      }
    } catch (error) {
      await rm(copy, { force: true })
      throw error
    } finally {
      await target.close()
    }
    return written
  })
}

function cutBlock(bytes: Buffer, block: Block, { from, to }: SliceRequest): Buffer {
  const start = skipLines(bytes, 0, Math.max(0, from - block.first))
  const keep = Math.min(to, block.first + block.count) - Math.max(from, block.first)
  const end = to >= block.first + block.count ? bytes.length : skipLines(bytes, start, keep)
  return bytes.subarray(start, end)
}

function skipLines(bytes: Buffer, start: number, lines: number): number {
  let position = start
  for (let i = 0; i < lines; i++) position = lineEndAfter(bytes, position) ?? bytes.length
  return position
}
