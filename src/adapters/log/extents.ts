import { stat } from 'node:fs/promises'
import { corrupt, type SegmentExtent } from './block-index.ts'
import { ifExists, onDisk } from './durable-file.ts'
import { segmentBases, segmentFile } from './topic-folder.ts'
import type { PartitionMark } from './watermark.ts'

/** What a reader may see of one segment. */
export interface VisibleExtent extends SegmentExtent {
  /** Nobody appends to the file any more, so it may be handed over as it is. */
  readonly sealed: boolean
}

/** The visible part of each segment of a partition, ascending; empty segments are left out. Throws `segment-corrupt`. */
export async function partitionExtents(
  folder: string,
  mark: PartitionMark,
): Promise<readonly VisibleExtent[]> {
  const bases = await segmentBases(folder)
  const sealed = bases.filter(base => base < mark.segment)
  const extents = await Promise.all(
    sealed.map((base, i) => sealedExtent(folder, base, sealed[i + 1] ?? mark.segment)),
  )
  if (mark.bytes === 0) return extents
  const active = segmentFile(folder, mark.segment)
  if (!bases.includes(mark.segment)) throw corrupt(active, 0, 'the file is missing')
  return [...extents, { file: active, base: mark.segment, end: mark.end, bytes: mark.bytes, sealed: false }]
}

async function sealedExtent(folder: string, base: number, end: number): Promise<VisibleExtent> {
  const file = segmentFile(folder, base)
  const found = await onDisk('read', file, () => ifExists(() => stat(file)))
  if (found === undefined) throw corrupt(file, 0, 'the file is missing')
  return { file, base, end, bytes: found.size, sealed: true }
}
