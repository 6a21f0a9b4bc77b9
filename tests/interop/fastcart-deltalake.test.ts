import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { demoProject, expectGreen } from '../support/demo-project.ts'
import { type LakeReader, openLakeReader, rowDifferences, tablesBelow } from '../support/lake-reader.ts'

interface ReadTable {
  readonly table: string
  readonly version: number
  readonly file: string
  /** Name and type as delta-rs prints them. */
  readonly columns: readonly (readonly [string, string])[]
}

test('delta-rs reads every table of the demo, at every version, with equal rows, columns and types', async () => {
  await using demo = await demoProject()
  // Twelve builds: the tables get a checkpoint, and versions before and after it.
  for (let build = 1; build <= 12; build++) {
    await demo.generate({ orders: 150 * build, dirty: 5 })
    expectGreen(await demo.build())
  }
  const results = await mkdtemp(join(tmpdir(), 'gild-deltalake-'))
  try {
    const read = await readByDeltaRs(demo.lake, results)
    const tables = await tablesBelow(demo.lake)
    expect([...new Set(read.map(({ table }) => table))].sort()).toEqual(tables)
    expect(read.filter(({ version }) => version === 11).length).toBeGreaterThan(4)
    await using reader = await openLakeReader(demo.lake)
    for (const one of read) expect(await differs(reader, one), `${one.table} v${one.version}`).toEqual(none)
  } finally {
    await rm(results, { recursive: true })
  }
})

const none = { onlyLeft: 0n, onlyRight: 0n }

async function readByDeltaRs(lake: string, results: string): Promise<readonly ReadTable[]> {
  const python = process.env.GILD_PYTHON
  if (python === undefined) throw new Error('GILD_PYTHON is not set: run this suite by npm run test:interop')
  const script = join(import.meta.dirname, 'read-tables.py')
  const { stdout } = await promisify(execFile)(python, [script, lake, results], { maxBuffer: 1 << 26 })
  return JSON.parse(stdout)
}

async function differs(reader: LakeReader, { table, version, file, columns }: ReadTable) {
  const ours = await reader.pin({ path: table, version })
  expect(columns.map(([name, type]) => [name, duckDbType(type)])).toEqual(
    ours.columns.map(({ name, type }) => [name, type.replaceAll('"', '')]),
  )
  const list = ours.columns.map(({ name }) => `"${name}"`).join(', ')
  return rowDifferences(reader, {
    left: `select ${list} from t.ours`,
    right: `select ${list} from read_parquet('${file}')`,
    tables: { ours: { path: table, version } },
  })
}

const types: readonly (readonly [RegExp, string])[] = [
  [/^PrimitiveType\("string"\)$/, 'VARCHAR'],
  [/^PrimitiveType\("long"\)$/, 'BIGINT'],
  [/^PrimitiveType\("integer"\)$/, 'INTEGER'],
  [/^PrimitiveType\("double"\)$/, 'DOUBLE'],
  [/^PrimitiveType\("boolean"\)$/, 'BOOLEAN'],
  [/^PrimitiveType\("date"\)$/, 'DATE'],
  [/^PrimitiveType\("timestamp"\)$/, 'TIMESTAMP WITH TIME ZONE'],
  [/^PrimitiveType\("timestamp_ntz"\)$/, 'TIMESTAMP'],
  [/^PrimitiveType\("binary"\)$/, 'BLOB'],
]

function duckDbType(type: string): string {
  const simple = types.find(([pattern]) => pattern.test(type))
  if (simple !== undefined) return simple[1]
  const decimal = /^PrimitiveType\("decimal\((\d+),\s*(\d+)\)"\)$/.exec(type)
  if (decimal !== null) return `DECIMAL(${decimal[1]},${decimal[2]})`
  const array = /^ArrayType\((.*), contains_null=\w+\)$/.exec(type)
  if (array !== null) return `${duckDbType(array[1] ?? '')}[]`
  const fields = [...type.matchAll(/Field\((\w+), (PrimitiveType\("[^"]+"\)), nullable=True\)/g)]
  if (type.startsWith('StructType(') && fields.length > 0) {
    return `STRUCT(${fields.map(([, name, of]) => `${name} ${duckDbType(of ?? '')}`).join(', ')})`
  }
  throw new Error(`unknown type ${type}`)
}
