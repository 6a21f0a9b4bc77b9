import { expect, test } from 'vitest'
import { parseByteSize } from '../../../../../src/core/project/schema/byte-size.ts'

test.each([
  ['4GB', 4e9],
  ['512 MiB', 536_870_912],
  ['1.5gb', 1.5e9],
  ['400KB', 400_000],
  ['1TiB', 2 ** 40],
])('%s is %d bytes', (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes)
})

test.each(['4', 'GB', '-1GB', '0GB', '4 G B', '50%', ''])('"%s" is no size', text => {
  expect(parseByteSize(text)).toBeUndefined()
})
