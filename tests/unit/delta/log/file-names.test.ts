import { expect, test } from 'vitest'
import { checkpointPath, commitPath, parseLogFileName } from '../../../../src/delta/log/file-names.ts'

test('names of commits and checkpoints have twenty digits', () => {
  expect(commitPath(12)).toBe('_delta_log/00000000000000000012.json')
  expect(checkpointPath(12)).toBe('_delta_log/00000000000000000012.checkpoint.parquet')
})

test.each([
  ['00000000000000000012.json', { kind: 'commit', version: 12 }],
  ['00000000000000000012.checkpoint.parquet', { kind: 'checkpoint', version: 12 }],
  [
    '00000000000000000012.checkpoint.0000000001.0000000003.parquet',
    { kind: 'checkpoint-part', version: 12, part: 1, parts: 3 },
  ],
  [
    '00000000000000000012.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json',
    { kind: 'v2-checkpoint', version: 12 },
  ],
  ['00000000000000000012.crc', undefined],
  ['.00000000000000000012.json.crc', undefined],
  ['.00000000000000000012.json.80a083e8-7026-4e79-81be-64bd76c43a11.tmp', undefined],
  ['00000000000000000010.00000000000000000012.compacted.json', undefined],
  ['00000000000000000012.json.tmp', undefined],
  ['_last_checkpoint', undefined],
  ['99999999999999999999.json', undefined],
])('%s', (name, parsed) => {
  expect(parseLogFileName(name)).toEqual(parsed)
})
