import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLocalStorage } from '../../../../src/adapters/storage/local-storage.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gild-storage-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (data: Uint8Array | undefined) =>
  data === undefined ? undefined : new TextDecoder().decode(data)

test('a file is put once and never replaced by putIfAbsent', async () => {
  const storage = openLocalStorage(join(folder, 'new/lake'))
  expect(await storage.putIfAbsent('log/0.json', bytes('a'))).toBe('created')
  expect(await storage.putIfAbsent('log/0.json', bytes('b'))).toBe('exists')
  expect(text(await storage.read('log/0.json'))).toBe('a')
  expect(readdirSync(join(folder, 'new/lake/log'))).toEqual(['0.json'])
})

test('put replaces, and leaves no temporary file', async () => {
  const storage = openLocalStorage(folder, { durability: 'process' })
  await storage.put('x/hint', bytes('a'))
  await storage.put('x/hint', bytes('bb'))
  expect(text(await storage.read('x/hint'))).toBe('bb')
  expect(readdirSync(join(folder, 'x'))).toEqual(['hint'])
})

test('a missing file is a value, and so is a missing folder', async () => {
  const storage = openLocalStorage(join(folder, 'nothing'))
  expect(await storage.read('a')).toBeUndefined()
  expect(await storage.list('b')).toEqual([])
  await storage.remove('a')
})

test('files are listed by name from a name on, folders are not', async () => {
  const storage = openLocalStorage(folder)
  for (const name of ['b', 'a', 'é', 'z']) await storage.put(`log/${name}`, bytes(name))
  mkdirSync(join(folder, 'log/folder'))
  utimesSync(join(folder, 'log/b'), 5, 1_700_000_000.5)
  expect((await storage.list('log')).map(f => f.name)).toEqual(['a', 'b', 'z', 'é'])
  expect((await storage.list('log', { from: 'b' }))[0]).toEqual({
    name: 'b',
    size: 1,
    modifiedAt: 1_700_000_000_500,
  })
  expect((await storage.list('log', { from: 'c' })).map(f => f.name)).toEqual(['z', 'é'])
})

test('large files are read whole', async () => {
  const storage = openLocalStorage(folder, { durability: 'process' })
  const data = new Uint8Array(1_000_000).fill(7)
  await storage.put('large', data)
  expect(Buffer.compare((await storage.read('large')) ?? Buffer.of(), data)).toBe(0)
})

test('a file is removed', async () => {
  const storage = openLocalStorage(folder)
  await storage.put('a', bytes('a'))
  await storage.remove('a')
  expect(await storage.read('a')).toBeUndefined()
})

test('locate gives the absolute path', () => {
  expect(openLocalStorage(folder).locate('p=1/x')).toBe(join(folder, 'p=1/x'))
  expect(openLocalStorage(folder).locate('')).toBe(folder)
})

test('files that somebody else wrote are synced, and a missing one is an error', async () => {
  const storage = openLocalStorage(join(folder, 'lake'))
  mkdirSync(join(folder, 'lake/p=1'), { recursive: true })
  writeFileSync(join(folder, 'lake/p=1/x'), 'x')
  await storage.sync(['p=1/x'])
  await expect(storage.sync(['p=1/y'])).rejects.toMatchObject({
    code: 'storage-failed',
    params: { operation: 'sync' },
  })
  await openLocalStorage(folder, { durability: 'process' }).sync(['no such file'])
})

test('what the system refuses is wrapped once, with the path and the cause', async () => {
  writeFileSync(join(folder, 'file'), '')
  const storage = openLocalStorage(folder)
  const error = await storage.putIfAbsent('file/0.json', bytes('a')).catch((e: unknown) => e)
  expect(error).toMatchObject({
    code: 'storage-failed',
    params: { operation: 'write', path: join(folder, 'file/0.json') },
    cause: { code: expect.stringMatching(/ENOTDIR|EEXIST/) },
  })
  await expect(storage.read('.')).rejects.toMatchObject({
    code: 'storage-failed',
    params: { operation: 'read' },
  })
  await expect(storage.list('file')).rejects.toMatchObject({
    code: 'storage-failed',
    params: { operation: 'list' },
  })
})

test('of many processes that put one file exactly one creates it', async () => {
  const module = join(import.meta.dirname, '../../../../src/adapters/storage/local-storage.ts')
  const source = `
    import { openLocalStorage } from ${JSON.stringify(module)}
    const storage = openLocalStorage(${JSON.stringify(folder)}, { durability: 'process' })
    let won = 0
    for (let i = 0; i < 40; i++) if ((await storage.putIfAbsent('log/' + i, Buffer.from(String(process.pid).repeat(500)))) === 'created') won++
    console.log(won)`
  const run = () =>
    new Promise<number>((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source])
      let output = ''
      child.stdout.on('data', data => {
        output += data
      })
      child.on('error', reject).on('close', () => resolve(Number(output)))
    })
  const won = await Promise.all([run(), run(), run()])
  expect(won.reduce((a, b) => a + b)).toBe(40)
  const names = readdirSync(join(folder, 'log'))
  expect(names).toHaveLength(40)
  // Whole files of one writer each.
  for (const name of names) expect(readFileSync(join(folder, 'log', name), 'utf8')).toMatch(/^(\d+?)\1{499}$/)
}, 30_000)
