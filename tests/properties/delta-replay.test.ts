import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, openSnapshot, type Snapshot } from '../../src/delta/index.ts'
import { checkpointRows } from '../../src/delta/log/checkpoint.ts'
import {
  addFile,
  type MemoryTable,
  memoryTable,
  metaDataAction,
  plainProtocol,
} from '../support/delta-table.ts'

type Step =
  | { kind: 'add' | 'remove'; file: number; dataChange: boolean }
  | { kind: 'txn'; app: number; version: number }
  | { kind: 'domain'; domain: number; removed: boolean }
  | { kind: 'metadata'; value: number }

const file = fc.nat({ max: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('add' as const), file, dataChange: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), file, dataChange: fc.boolean() }),
  },
  fc.record({ kind: fc.constant('txn' as const), app: fc.nat({ max: 2 }), version: fc.nat() }),
  fc.record({ kind: fc.constant('domain' as const), domain: fc.nat({ max: 2 }), removed: fc.boolean() }),
  fc.record({ kind: fc.constant('metadata' as const), value: fc.nat({ max: 9 }) }),
)
// One commit has at most one action about a thing.
const commits = fc.array(
  fc.uniqueArray(step, {
    selector: s =>
      'file' in s
        ? `file ${s.file}`
        : 'app' in s
          ? `app ${s.app}`
          : 'domain' in s
            ? `domain ${s.domain}`
            : s.kind,
    maxLength: 6,
  }),
  { minLength: 1, maxLength: 12 },
)

function action(s: Step, version: number): object {
  switch (s.kind) {
    case 'add':
      return { add: addFile(`${s.file}`, { size: version, dataChange: s.dataChange }) }
    case 'remove':
      return {
        remove: {
          path: `${s.file}`,
          dataChange: s.dataChange,
          deletionTimestamp: 1_700_000_000_000,
          partitionValues: {},
          size: 1,
        },
      }
    case 'txn':
      return { txn: { appId: `${s.app}`, version: s.version } }
    case 'domain':
      return { domainMetadata: { domain: `${s.domain}`, configuration: `${version}`, removed: s.removed } }
    case 'metadata':
      return metaDataAction({ configuration: { value: `${s.value}` } })
  }
}

function tableOf(steps: readonly (readonly Step[])[]): MemoryTable {
  const table = memoryTable()
  table.log(0, [plainProtocol, metaDataAction()])
  for (const [i, commit] of steps.entries())
    table.log(
      i + 1,
      commit.map(s => action(s, i + 1)),
    )
  return table
}

/** What a table holds, by looking for the last word about each thing from the newest action back. */
function naive(steps: readonly (readonly Step[])[]): object {
  const newestFirst = steps.flatMap((commit, i) => commit.map(s => ({ s, version: i + 1 }))).reverse()
  const words = new Map<string, { s: Step; version: number }>()
  for (const word of newestFirst) {
    const { s } = word
    const thing =
      'file' in s
        ? `file ${s.file}`
        : 'app' in s
          ? `app ${s.app}`
          : 'domain' in s
            ? `domain ${s.domain}`
            : 'metadata'
    if (!words.has(thing)) words.set(thing, word)
  }
  const all = [...words.values()]
  const last = words.get('metadata')?.s
  return {
    files: all.flatMap(({ s, version }) => (s.kind === 'add' ? [`${s.file} of ${version}`] : [])).sort(),
    removed: all.flatMap(({ s }) => (s.kind === 'remove' ? [`${s.file}`] : [])).sort(),
    transactions: all.flatMap(({ s }) => (s.kind === 'txn' ? [`${s.app} at ${s.version}`] : [])).sort(),
    domains: all
      .flatMap(({ s, version }) => (s.kind === 'domain' && !s.removed ? [`${s.domain} of ${version}`] : []))
      .sort(),
    value: last?.kind === 'metadata' ? `${last.value}` : undefined,
  }
}

function summary(snapshot: Snapshot): object {
  return {
    files: [...snapshot.files.values()].map(f => `${f.path} of ${f.size}`).sort(),
    removed: [...snapshot.tombstones.keys()].sort(),
    transactions: [...snapshot.transactions.values()].map(t => `${t.appId} at ${t.version}`).sort(),
    domains: [...snapshot.domains.values()].map(d => `${d.domain} of ${d.configuration}`).sort(),
    value: snapshot.metadata.configuration.value,
  }
}

async function open(table: MemoryTable, version?: number, previous?: Snapshot): Promise<Snapshot> {
  const snapshot = await openSnapshot(table, { version, previous })
  if (snapshot === undefined) throw new Error('no table')
  return snapshot
}

test('replay equals the naive model, at every version, in one go and step by step', async () => {
  await fc.assert(
    fc.asyncProperty(commits, async steps => {
      const table = tableOf(steps)
      let previous = await open(table, 0)
      for (let version = 1; version <= steps.length; version++) {
        const fresh = await open(table, version)
        previous = await open(table, version, previous)
        expect(summary(fresh)).toEqual(naive(steps.slice(0, version)))
        expect(previous).toEqual(fresh)
      }
    }),
    { numRuns: 60 },
  )
}, 30_000)

test('a checkpoint anywhere and the commits after it equal the full log', async () => {
  await fc.assert(
    fc.asyncProperty(commits, fc.nat(), async (steps, at) => {
      const table = tableOf(steps)
      const full = await open(table)
      const version = at % (steps.length + 1)
      const rows = checkpointRows(await open(table, version), 1_700_000_000_001)
      const name = `_delta_log/${String(version).padStart(20, '0')}.checkpoint.parquet`
      table.storage.write(name, rows.join('\n'))
      for (let v = 0; v <= version; v++)
        table.storage.files.delete(`_delta_log/${String(v).padStart(20, '0')}.json`)
      expect(summary(await open(table))).toEqual(summary(full))
    }),
    { numRuns: 100 },
  )
}, 30_000)

test('net changes turn the files of one version into those of another', async () => {
  await fc.assert(
    fc.asyncProperty(commits, fc.nat(), async (steps, at) => {
      // As real writers: only what is there is removed, only what is not there is added, all of it changes data.
      const live = new Set<number>()
      const sound = steps.map(commit =>
        commit.flatMap((s): Step[] => {
          if (s.kind === 'add' && !live.has(s.file)) {
            live.add(s.file)
            return [{ ...s, dataChange: true }]
          }
          return s.kind === 'remove' && live.delete(s.file) ? [{ ...s, dataChange: true }] : []
        }),
      )
      const table = tableOf(sound)
      const since = at % (steps.length + 1)
      const [from, to] = [await open(table, since), await open(table)]
      const { kind, added, removed } = await changesBetween(table, since, to)
      const files = new Set(from.files.keys())
      for (const f of removed) expect(files.delete(f.path)).toBe(true)
      for (const f of added) files.add(f.path)
      expect([...files].sort()).toEqual([...to.files.keys()].sort())
      const anyRemoved = sound.slice(since).some(commit => commit.some(s => s.kind === 'remove'))
      expect(kind).toBe(anyRemoved ? 'rewritten' : added.length > 0 ? 'appended' : 'none')
    }),
    { numRuns: 100 },
  )
}, 30_000)
