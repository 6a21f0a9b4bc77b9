import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openLocalStorage } from '../../../src/adapters/storage/local-storage.ts'
import { commit, openSnapshot } from '../../../src/delta/index.ts'
import { addFile, append, memoryTable } from '../../support/delta-table.ts'

interface Done {
  readonly removed: readonly string[]
  readonly counted: number
  readonly conflicts: number
}

function write(folder: string, name: string, commits: number): Promise<Done> {
  const script = fileURLToPath(new URL('../../support/delta-writer.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, folder, name, `${commits}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', data => {
      output += data
    })
    child.on('error', reject).on('close', code => {
      if (code === 0) resolve(JSON.parse(output))
      else reject(new Error(`writer ${name} ended with ${code}`))
    })
  })
}

test('several processes write one table: nothing is lost, nothing is doubled, and the versions have no gap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gild-writers-'))
  try {
    const { writer } = memoryTable()
    const commits = 25
    const names = ['a', 'b', 'c']
    const lines = (location: string) => readFileSync(location, 'utf8').split('\n')
    const checkpoints = { read: async (location: string) => lines(location), write: async () => 0 }
    const table = { name: 'shared', storage: openLocalStorage(folder), checkpoints }
    await commit(table, append(undefined, [addFile('first')]), writer)
    const done = await Promise.all(names.map(name => write(folder, name, commits)))

    const snapshot = await openSnapshot(table)
    const log = readdirSync(join(folder, '_delta_log'))
    expect(snapshot?.version).toBe(commits * names.length)
    expect(log.filter(name => /^\d+\.json$/.test(name))).toHaveLength(commits * names.length + 1)
    expect(log.filter(name => name.includes('.tmp'))).toEqual([])
    expect(log.filter(name => name.includes('.checkpoint.'))).toHaveLength(7)

    const removed = done.flatMap(d => d.removed)
    expect(new Set(removed).size).toBe(removed.length)
    const added = [
      'first',
      ...names.flatMap(name => Array.from({ length: commits }, (_, i) => `${name}-${i}`)),
    ]
    expect([...(snapshot?.files.keys() ?? [])].sort()).toEqual(added.filter(f => !removed.includes(f)).sort())
    expect(snapshot?.transactions.get('count')?.version).toBe(
      BigInt(done.reduce((sum, d) => sum + d.counted, 0)),
    )
    // They did meet: else this proves nothing.
    expect(done.reduce((sum, d) => sum + d.conflicts, 0)).toBeGreaterThan(0)

    const replayed = await openSnapshot({ ...table, storage: withoutCheckpoints(table.storage) })
    expect([...(replayed?.files.keys() ?? [])].sort()).toEqual([...(snapshot?.files.keys() ?? [])].sort())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 30_000)

function withoutCheckpoints(storage: ReturnType<typeof openLocalStorage>): typeof storage {
  return {
    ...storage,
    list: async (folder, options) =>
      (await storage.list(folder, options)).filter(f => !f.name.includes('checkpoint')),
  }
}
