import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, DuckDBMapValue, type DuckDBValue } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AddFile, Constant, Metadata, Predicate } from '../../src/delta/index.ts'
import { addFileOf, pruneFiles, toDeltaType } from '../../src/delta/index.ts'
import { parseDecimal } from '../../src/delta/values/constant.ts'
import { parseDate, parseTimestamp } from '../../src/delta/values/date-time.ts'
import { metadata } from '../support/delta-table.ts'

let folder: string
let connection: DuckDBConnection

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gild-stats-'))
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
  await connection.run(`SET GLOBAL TimeZone='UTC'`)
})
afterAll(() => {
  connection.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

type Sample = { readonly type: string; readonly literals: fc.Arbitrary<string> }

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const isoTime = fc
  .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
  .map(d => d.toISOString())
const micros = fc
  .tuple(isoTime, fc.nat({ max: 999 }))
  .map(([iso, us]) => `${iso.slice(0, 10)} ${iso.slice(11, 23)}${String(us).padStart(3, '0')}`)
const character = fc.constantFrom('a', 'b', '~', '\u007f', 'é', '\uffff', '😀', '\u{10ffff}')
const decimalText = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map(n => {
  const digits = String(n < 0n ? -n : n).padStart(11, '0')
  return `${n < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`
})

const samples: readonly Sample[] = [
  {
    type: 'BIGINT',
    literals: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(n => quoted(`${n}`)),
  },
  { type: 'TINYINT', literals: fc.integer({ min: -128, max: 127 }).map(n => quoted(`${n}`)) },
  { type: 'DECIMAL(38,10)', literals: decimalText.map(quoted) },
  {
    type: 'DECIMAL(9,2)',
    literals: fc.integer({ min: -999_999_999, max: 999_999_999 }).map(n => quoted(`${n / 100}`)),
  },
  {
    type: 'DOUBLE',
    literals: fc
      .oneof(fc.double({ noNaN: false }), fc.constantFrom(0, -0, 1))
      .map(n => quoted(Object.is(n, -0) ? '-0.0' : String(n))),
  },
  { type: 'FLOAT', literals: fc.float({ noNaN: true, noDefaultInfinity: true }).map(n => quoted(String(n))) },
  {
    type: 'VARCHAR',
    literals: fc.array(character, { maxLength: 80, size: 'max' }).map(c => quoted(c.join(''))),
  },
  { type: 'DATE', literals: isoTime.map(iso => quoted(iso.slice(0, 10))) },
  { type: 'TIMESTAMP', literals: micros.map(quoted) },
  { type: 'TIMESTAMP WITH TIME ZONE', literals: micros.map(text => quoted(`${text}+00`)) },
]

function entries(value: DuckDBValue | undefined): (readonly [string, DuckDBValue])[] {
  return value instanceof DuckDBMapValue ? value.entries.map(e => [String(e.key), e.value] as const) : []
}

async function written(table: Metadata, select: string): Promise<AddFile> {
  const file = join(folder, `${Math.random()}.parquet`)
  const result = await connection.runAndReadAll(
    `COPY (${select}) TO ${quoted(file)} (FORMAT parquet, RETURN_STATS)`,
  )
  const [row] = result.getRows()
  const columns = new Map(
    entries(row?.[4]).map(([name, stats]) => [
      name,
      new Map(entries(stats).map(([k, v]) => [k, v === null ? null : String(v)])),
    ]),
  )
  rmSync(file)
  const path = relative(folder, file)
  return addFileOf(
    { path, rows: BigInt(String(row?.[1])), size: Number(row?.[2]), columns, partitionKeys: new Map() },
    table,
    0,
  )
}

function constant(type: string, text: string): Constant | undefined {
  if (type === 'VARCHAR') return { kind: 'string', value: text }
  if (type === 'DOUBLE') return { kind: 'float', value: doubleOf(text) }
  if (type === 'FLOAT') return { kind: 'float', value: Math.fround(Number(text)) }
  if (type === 'DATE') return { kind: 'date', days: parseDate(text) ?? Number.NaN }
  if (type.startsWith('TIMESTAMP')) return { kind: 'timestamp', micros: parseTimestamp(text) ?? 0n }
  return parseDecimal(text)
}

function doubleOf(text: string): number {
  return Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'))
}

test.each(samples)(
  'statistics of $type from the engine bound the data: no value of a file is pruned',
  async ({ type, literals }) => {
    const mapped = toDeltaType(type)
    if (mapped.kind === 'unsupported') throw new Error(mapped.reason)
    const table = metadata({
      columns: {
        a: { kind: 'struct', fields: [{ name: 'b', type: mapped.type, nullable: true, metadata: {} }] },
      },
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(literals), { minLength: 1, maxLength: 6 }), async values => {
        const rows = values.map(v => `(${v === null ? 'NULL' : v}::${type})`).join(', ')
        const select = `SELECT {'b': v} AS a FROM (VALUES ${rows}) t(v)`
        const add = await written(table, select)
        const keeps = (predicate: Predicate) => pruneFiles(table, [add], predicate).length === 1
        const result = await connection.runAndReadAll(`SELECT a.b::VARCHAR FROM (${select})`)
        const texts = result.getRows().map(([text]) => (text === null ? null : String(text)))
        for (const text of texts) {
          if (text === null) {
            expect(keeps({ kind: 'is-null', column: ['a', 'b'] })).toBe(true)
            continue
          }
          const value = constant(type, text)
          if (value === undefined) throw new Error(text)
          for (const op of ['=', '<=', '>='] as const) {
            expect(
              keeps({ kind: 'compare', column: ['a', 'b'], op, value }),
              `${op} ${text} in ${add.stats}`,
            ).toBe(true)
          }
        }
        const stats = JSON.parse(add.stats ?? '')
        expect(stats.numRecords).toBe(values.length)
        expect(stats.nullCount.a.b).toBe(texts.filter(t => t === null).length)
      }),
      { numRuns: 25 },
    )
  },
  30_000,
)
