/** Random numbers in [0, 1) that the seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The seed and the share of the full count of a long suite: `GILD_SEED`, `GILD_SCALE` (1 is everything). */
export function longRun(): { readonly seed: number; readonly scale: number } {
  return { seed: Number(process.env.GILD_SEED ?? 20251109), scale: Number(process.env.GILD_SCALE ?? 1) }
}
