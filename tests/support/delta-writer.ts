// One of several processes that write to one table. Arguments: folder, name, number of commits. Prints what it did.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { openLocalStorage } from '../../src/adapters/storage/local-storage.ts'
import {
  type CommitRequest,
  commit,
  type DeltaTable,
  openSnapshot,
  type Snapshot,
} from '../../src/delta/index.ts'
import { addFile } from './delta-table.ts'

const [folder = '', name = '', commits = '0'] = process.argv.slice(2)
const table: DeltaTable = {
  name: 'shared',
  storage: openLocalStorage(folder, { durability: 'process' }),
  checkpoints: {
    read: async location => readFileSync(location, 'utf8').split('\n'),
    write: async (location, rows) => {
      const unfinished = `${location}.${randomUUID()}.tmp`
      writeFileSync(unfinished, rows.join('\n'))
      renameSync(unfinished, location)
      return statSync(location).size
    },
  },
}
const writer = { clock: { now: () => Date.now() }, ids: { uuid: () => randomUUID() }, engine: 'test' }

async function snapshot(previous: Snapshot | undefined): Promise<Snapshot> {
  const opened = await openSnapshot(table, { previous })
  if (opened === undefined) throw new Error('no table')
  return opened
}

// Every third change replaces a file that this process or another one added; the others append. All count in one cursor.
function requestOf(base: Snapshot, i: number): CommitRequest {
  const victim =
    i % 3 === 2 ? [...base.files.values()].at(Math.floor(Math.random() * base.files.size)) : undefined
  const count = base.transactions.get('count')?.version
  const shared = i % 2 === 0 ? [{ appId: 'count', from: count, to: (count ?? 0n) + 1n }] : []
  return {
    base,
    operation: { name: 'WRITE', parameters: {} },
    add: [addFile(`${name}-${i}`)],
    remove: victim === undefined ? [] : [victim],
    transactions: [{ appId: name, from: base.transactions.get(name)?.version, to: BigInt(i) }, ...shared],
    reads:
      victim === undefined
        ? { kind: 'nothing' }
        : { kind: 'files', files: [victim], where: { kind: 'or', of: [] } },
  }
}

const done = { removed: [] as string[], counted: 0, conflicts: 0 }
let base: Snapshot | undefined
for (let i = 0; i < Number(commits); i++) {
  for (;;) {
    base = await snapshot(base)
    const request = requestOf(base, i)
    const result = await commit(table, request, writer)
    if (result.kind === 'conflict') {
      done.conflicts++
      continue
    }
    base = result.snapshot
    done.removed.push(...request.remove.map(f => f.path))
    done.counted += request.transactions.length - 1
    break
  }
}
process.stdout.write(JSON.stringify(done))
