const M = 0x5bd1e995

/** The partition in which Kafka's default partitioner puts a key. */
export function partitionOf(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions
}

/** 32-bit MurmurHash2 with Kafka's seed, as a signed integer. */
export function murmur2(data: Uint8Array): number {
  const { length } = data
  const tail = length & ~3
  let h = 0x9747b28c ^ length
  for (let i = 0; i < tail; i += 4) {
    let k = byte(data, i) | (byte(data, i + 1) << 8) | (byte(data, i + 2) << 16) | (byte(data, i + 3) << 24)
    k = Math.imul(k, M)
    k ^= k >>> 24
    h = Math.imul(h, M) ^ Math.imul(k, M)
  }
  if (length > tail) {
    for (let i = length - 1; i >= tail; i--) h ^= byte(data, i) << (8 * (i - tail))
    h = Math.imul(h, M)
  }
  h ^= h >>> 13
  h = Math.imul(h, M)
  return h ^ (h >>> 15)
}

function byte(data: Uint8Array, i: number): number {
  return data[i] ?? 0
}
