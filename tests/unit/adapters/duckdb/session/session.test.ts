import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTempFolder } from '../../../../../src/adapters/duckdb/session/temp-folder.ts'
import { isGildError } from '../../../../../src/errors/gild-error.ts'
import { failure, openTestLake, query, rows, table, write } from '../test-lake.ts'

const forever = 'select count(*) from range(1000000000000)'

test('cancel ends what runs and what waits, with more queries than workers', async () => {
  await using lake = await openTestLake({ threads: 2 })
  const queries = Array.from({ length: 8 }, () => failure(query(lake, forever, [])))
  await new Promise(resolve => setTimeout(resolve, 30))
  const started = Date.now()
  await lake.warehouse.cancel()
  const errors = await Promise.all(queries)
  expect(Date.now() - started).toBeLessThan(1000)
  expect(errors.map(error => isGildError(error, 'run-cancelled'))).toEqual(Array(8).fill(true))
  expect(isGildError(await failure(query(lake, 'select 1', [])), 'run-cancelled')).toBe(true)
})

test('an interrupt is not lost for a query that waits for a thread of the process', async () => {
  await using lake = await openTestLake({ threads: 12 })
  const queries = Array.from({ length: 12 }, () => failure(query(lake, forever, [])))
  await new Promise(resolve => setTimeout(resolve, 5))
  await lake.warehouse.cancel()
  const errors = await Promise.all(queries)
  expect(errors.every(error => isGildError(error, 'run-cancelled'))).toBe(true)
})

test('an exclusive worker waits for all others, and nobody overtakes it', async () => {
  await using lake = await openTestLake({ threads: 2 })
  const log: string[] = []
  const work = (name: string, exclusive: boolean) =>
    lake.warehouse.withWorker(
      async () => {
        log.push(`${name} starts`)
        await new Promise(resolve => setTimeout(resolve, 10))
        log.push(`${name} ends`)
      },
      { exclusive },
    )
  await Promise.all([work('a', false), work('b', false), work('alone', true), work('c', false)])
  expect(log.slice(0, 2).sort()).toEqual(['a starts', 'b starts'])
  expect(log.slice(4)).toEqual(['alone starts', 'alone ends', 'c starts', 'c ends'])
})

test('the temporary folder is removed at the end, and those of dead processes at the start', async () => {
  await using first = await openTestLake()
  const root = first.tempRoot
  const [own = ''] = await readdir(root)
  expect(own).toMatch(new RegExp(`^gild-${process.pid}-[0-9a-f-]{36}$`))
  await first.warehouse[Symbol.asyncDispose]()
  expect(await readdir(root)).toEqual([])
})

test('folders of other hosts and of living processes stay', async () => {
  await using lake = await openTestLake()
  const uuid = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1'
  const folders = {
    dead: `gild-4194300-${uuid}1`,
    elsewhere: `gild-4194300-${uuid}2`,
    alive: `gild-${process.ppid}-${uuid}3`,
  }
  for (const [kind, name] of Object.entries(folders)) {
    await mkdir(join(lake.tempRoot, name))
    await writeFile(join(lake.tempRoot, name, 'host'), kind === 'elsewhere' ? 'another' : hostname())
  }
  await openTempFolder(lake.tempRoot, `${uuid}4`)
  const names = await readdir(lake.tempRoot)
  expect(names).toContain(folders.elsewhere)
  expect(names).toContain(folders.alive)
  expect(names).not.toContain(folders.dead)
})

test('out of memory names the node and the limit', async () => {
  await using lake = await openTestLake({ memory: '60MB' })
  const error = await failure(query(lake, 'select list(range) from range(30000000)', []))
  expect(error).toMatchObject({ code: 'out-of-memory', params: { node: 'test', limit: '60MB' } })
})

test('relations of two workers may have the same name', async () => {
  await using lake = await openTestLake()
  await write(lake, 'select 1 as a')
  await write(lake, 'select 2 as a', { path: 's/u' })
  const t = await table(lake)
  const u = { ...(await table(lake, 's/u')), name: { schema: 's', name: 't' } }
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, i) => rows(lake, 'from s.t', [i % 2 === 0 ? t : u])),
  )
  expect(results.map(([row]) => row?.[0])).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2])
})
