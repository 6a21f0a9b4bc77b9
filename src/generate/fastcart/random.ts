/** A stream of numbers that depends on nothing but what it was made from. */
export interface Draw {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, limit). */
  below(limit: number): number
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
}

/** The numbers for one thing (`index`) of one purpose (`purpose`) in the world of this seed. */
export function draw(seed: number, purpose: number, index: number): Draw {
  let state = mix(mix(mix(seed) ^ purpose) ^ (index | 0)) ^ Math.floor(index / 0x1_0000_0000)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    return (mix(state) >>> 0) / 0x1_0000_0000
  }

  function below(limit: number): number {
    return Math.floor(next() * limit)
  }

  function pick<T>(items: readonly T[]): T {
    const item = items[below(items.length)]
    if (item === undefined) throw new RangeError('There is nothing to pick from.')
    return item
  }

  return { next, below, pick }
}

/** Turns a number in [0, 1) into an item, by weight. */
export function weighted<T>(items: readonly T[], weightOf: (item: T) => number): (at: number) => T {
  const table = items.flatMap(item => Array.from({ length: weightOf(item) }, () => item))
  return at => {
    const item = table[Math.floor(at * table.length)]
    if (item === undefined) throw new RangeError(`${at} is not in [0, 1).`)
    return item
  }
}

// A bijection of 32 bits in which each bit of the input changes half of the output.
function mix(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}
