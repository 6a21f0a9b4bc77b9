import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLocalStorage } from '../../src/adapters/storage/local-storage.ts'
import { runCli } from '../support/cli.ts'
import { openLakeReader } from '../support/lake-reader.ts'
import { testProject } from '../support/test-project.ts'

interface SmallDisk extends AsyncDisposable {
  readonly folder: string
}

/** A file system of its own with so much room. Fails where the system does not let us mount one. */
async function smallDisk(size: string): Promise<SmallDisk> {
  const parent = await mkdtemp(join(tmpdir(), 'gild-disk-'))
  const folder = join(parent, 'disk')
  await mkdir(folder)
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  return {
    folder,
    async [Symbol.asyncDispose]() {
      execFileSync('/bin/umount', [folder])
      await rm(parent, { recursive: true })
    },
  }
}

test('a full disk is an error of its own for a storage, and nothing of the file is visible', async () => {
  await using disk = await smallDisk('64k')
  const storage = openLocalStorage(disk.folder)
  const small = new TextEncoder().encode('a')
  const large = new Uint8Array(200_000)
  await storage.putIfAbsent('log/0.json', small)
  await expect(storage.putIfAbsent('log/1.json', large)).rejects.toMatchObject({ code: 'disk-full' })
  await expect(storage.put('log/hint', large)).rejects.toMatchObject({ code: 'disk-full' })
  expect(await readdir(join(disk.folder, 'log'))).toEqual(['0.json'])
  expect(await storage.putIfAbsent('log/1.json', small)).toBe('created')
})

test('a full disk ends a build with one clear error, and readers stay on the last version', async () => {
  await using disk = await smallDisk('2m')
  await using files = await testProject({
    'project.yml': `name: shop\nvars: { rows: 1000 }\ntarget: dev\ntargets:\n  dev: { lake: ${disk.folder}/lake }\n`,
    'models/orders.sql':
      "{{ config(materialized='table') }}\nselect i, md5(i::varchar) as text from range({{ var('rows') }}) as r(i)\n",
    'models/counts.sql':
      "{{ config(materialized='table') }}\nselect count(*) as n from {{ ref('orders') }}\n",
  })
  const first = await runCli(['build'], { cwd: files.folder })
  expect(first.exitCode, first.stderr).toBe(0)
  const before = await readdir(join(disk.folder, 'lake'), { recursive: true })
  const { exitCode, stderr } = await runCli(['build', '--vars', '{rows: 1000000}'], { cwd: files.folder })
  expect(exitCode, stderr).toBe(1)
  const error = stderr
    .slice(stderr.indexOf('error['), stderr.indexOf('Done in'))
    .replaceAll(/part-[0-9a-f-]+/g, 'part-<uuid>')
  const golden = join(import.meta.dirname, '../golden/broken/full-disk.txt')
  await expect(error.replaceAll(disk.folder, '<disk>')).toMatchFileSnapshot(golden)
  expect(await readdir(join(disk.folder, 'lake'), { recursive: true })).toEqual(before)
  await using reader = await openLakeReader(join(disk.folder, 'lake'))
  expect(await reader.rows('select count(*) from t.orders', { orders: { path: 'main/orders' } })).toEqual([
    [1000n],
  ])
})
