import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configurationReference } from '../../../../../.config/configuration-reference.ts'

const page = join(import.meta.dirname, '../../../../../docs/reference/configuration.md')

// Written by `node --import tsx .config/write-reference.ts`, or by `vitest -u`.
test('the configuration reference is what the schemas say', async () => {
  await expect(configurationReference()).toMatchFileSnapshot(page)
})

test('every key of the configuration reference has a meaning', () => {
  const rows = configurationReference()
    .split('\n')
    .filter(line => line.startsWith('|'))
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.filter(row => row.endsWith('|  |'))).toEqual([])
})
