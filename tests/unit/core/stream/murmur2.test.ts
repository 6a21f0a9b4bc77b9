import { expect, test } from 'vitest'
import { murmur2, partitionOf } from '../../../../src/core/stream/murmur2.ts'

// The vectors of Kafka's own test of its clients.
const vectors: readonly (readonly [string, number])[] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
]

test.each(vectors)('the hash of "%s" is that of Kafka', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash)
})

test('a key goes to the partition of its hash without the sign bit', () => {
  expect(partitionOf(Buffer.from('21'), 3)).toBe((-973932308 & 0x7fffffff) % 3)
  expect(partitionOf(Buffer.from('abc'), 1000)).toBe(107)
  expect(partitionOf(Buffer.alloc(0), 1)).toBe(0)
})

test('bytes above 127 are hashed as unsigned', () => {
  const spread = new Set(
    Array.from({ length: 256 }, (_, byte) => partitionOf(Buffer.from([byte, 255 - byte]), 16)),
  )
  expect(spread.size).toBe(16)
})
