/**
 * Places items in their order as near as possible to where each wants to be (least squares), at least `gap` apart.
 * Neighbours that want the same place are pooled and move as one block.
 */
export function placeInOrder(wanted: readonly number[], gap: number): readonly number[] {
  const blocks: { sum: number; count: number }[] = []
  wanted.forEach((want, index) => {
    let block = { sum: want - index * gap, count: 1 }
    for (let last = blocks.at(-1); last !== undefined && mean(last) > mean(block); last = blocks.at(-1)) {
      block = { sum: last.sum + block.sum, count: last.count + block.count }
      blocks.pop()
    }
    blocks.push(block)
  })
  const placed: number[] = []
  for (const block of blocks)
    for (let i = 0; i < block.count; i++) placed.push(mean(block) + placed.length * gap)
  return placed
}

function mean({ sum, count }: { readonly sum: number; readonly count: number }): number {
  return sum / count
}
