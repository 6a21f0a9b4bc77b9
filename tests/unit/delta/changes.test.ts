import { expect, test } from 'vitest'
import { changesBetween, openSnapshot } from '../../../src/delta/index.ts'
import {
  addFile,
  type MemoryTable,
  memoryTable,
  metaDataAction,
  plainProtocol,
} from '../../support/delta-table.ts'

type Step = { add?: string[]; remove?: string[]; moved?: boolean; info?: object; bare?: boolean }

function tableOf(steps: readonly Step[]): MemoryTable {
  const table = memoryTable()
  table.log(0, [plainProtocol, metaDataAction()])
  for (const [i, step] of steps.entries()) {
    const dataChange = step.moved !== true
    const details = step.bare === true ? {} : { partitionValues: { p: 'x' }, size: 5 }
    table.log(i + 1, [
      { commitInfo: { operation: 'X', ...step.info } },
      ...(step.remove ?? []).map(path => ({
        remove: { path, dataChange, deletionTimestamp: 1, ...details },
      })),
      ...(step.add ?? []).map(path => ({ add: addFile(path, { dataChange, partitionValues: { p: path } }) })),
    ])
  }
  return table
}

async function changes(table: MemoryTable, since: number): Promise<unknown> {
  const to = await openSnapshot(table)
  if (to === undefined) throw new Error('no table')
  const { kind, added, removed } = await changesBetween(table, since, to)
  return [kind, added.map(f => f.path), removed.map(f => f.path)]
}

test('appends are appended', async () => {
  const table = tableOf([{ add: ['a'] }, { add: ['b'] }, { add: ['c'] }])
  expect(await changes(table, 1)).toEqual(['appended', ['b', 'c'], []])
  expect(await changes(table, -1)).toEqual(['appended', ['a', 'b', 'c'], []])
  expect(await changes(table, 3)).toEqual(['none', [], []])
})

test('commits without files change nothing', async () => {
  expect(await changes(tableOf([{ add: ['a'] }, {}]), 1)).toEqual(['none', [], []])
})

test('a rewrite has both sides', async () => {
  expect(await changes(tableOf([{ add: ['a'] }, { remove: ['a'], add: ['b'] }]), 1)).toEqual([
    'rewritten',
    ['b'],
    ['a'],
  ])
})

test('what the range both adds and removes is in neither list, and the range is rewritten still', async () => {
  expect(await changes(tableOf([{ add: ['a'] }, { add: ['b'] }, { remove: ['b'], add: ['c'] }]), 1)).toEqual([
    'rewritten',
    ['c'],
    [],
  ])
})

test('a file that is removed and comes back is no change', async () => {
  expect(await changes(tableOf([{ add: ['a'] }, { remove: ['a'] }, { add: ['a'] }]), 1)).toEqual([
    'rewritten',
    [],
    [],
  ])
})

test('optimize is ignored, and what it moved is counted where it was written', async () => {
  const steps = [{ add: ['a'] }, { add: ['b'] }, { remove: ['a', 'b'], add: ['ab'], moved: true }]
  expect(await changes(tableOf(steps), 1)).toEqual(['appended', ['b'], []])
  expect(await changes(tableOf([...steps, { remove: ['ab'], add: ['c'] }]), 1)).toEqual([
    'rewritten',
    ['b', 'c'],
    ['ab'],
  ])
})

test('retention is ignored', async () => {
  const steps = [
    { add: ['a'] },
    { remove: ['a'], add: ['a2'], info: { 'gild.retention': '{"days":90}' } },
    { add: ['b'] },
  ]
  expect(await changes(tableOf(steps), 1)).toEqual(['appended', ['b'], []])
})

test('removals of writers that do not say what they removed are looked up', async () => {
  const steps = [
    { add: ['a', 'b'] },
    { remove: ['b'], add: ['c'], moved: true },
    { remove: ['a', 'c'], bare: true },
  ]
  const table = tableOf(steps)
  const to = await openSnapshot(table)
  if (to === undefined) throw new Error('no table')
  const { removed } = await changesBetween(table, 1, to)
  expect(removed).toMatchObject([
    { path: 'a', size: 100, partitionValues: { p: 'a' } },
    { path: 'c', size: 100, partitionValues: { p: 'c' } },
  ])
})

test('a range whose commits are gone is an error', async () => {
  const table = tableOf([{ add: ['a'] }, { add: ['b'] }])
  const to = await openSnapshot(table)
  if (to === undefined) throw new Error('no table')
  table.storage.files.delete('_delta_log/00000000000000000001.json')
  await expect(changesBetween(table, 0, to)).rejects.toMatchObject({ code: 'delta-log-incomplete' })
})
