import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AddFile, Constant, Predicate } from '../../src/delta/index.ts'
import { pruneFiles } from '../../src/delta/index.ts'
import { addFile, metadata } from '../support/delta-table.ts'

// Rows of a partition column p, a number n and a string s, each of which may be NULL.
interface Row {
  readonly n: number | null
  readonly s: string | null
}
interface DataFile {
  readonly p: string | null
  readonly rows: readonly Row[]
  readonly withStats: boolean
}

const table = metadata({
  columns: { n: { kind: 'long' }, s: { kind: 'string' }, p: { kind: 'string' } },
  partitionBy: ['p'],
})
const letter = fc.constantFrom('a', 'b', 'c', '\uffff', '😀')
const small = fc.integer({ min: -3, max: 3 })
const row: fc.Arbitrary<Row> = fc.record({ n: fc.option(small), s: fc.option(letter) })
const dataFile: fc.Arbitrary<DataFile> = fc.record({
  p: fc.option(letter),
  rows: fc.array(row, { minLength: 1, maxLength: 4 }),
  withStats: fc.boolean(),
})

const op = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')
const numberConstant = small.map((value): Constant => ({ kind: 'integer', value: BigInt(value) }))
const textConstant = letter.map((value): Constant => ({ kind: 'string', value }))

function leaf(column: string, value: fc.Arbitrary<Constant>): fc.Arbitrary<Predicate> {
  const path = fc.constant([column])
  return fc.oneof(
    fc.record({ kind: fc.constant('compare' as const), column: path, op, value }),
    fc.record({ kind: fc.constant('in' as const), column: path, values: fc.array(value, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('is-null' as const), column: path }),
    fc.record({ kind: fc.constant('is-not-null' as const), column: path }),
  )
}

const { predicate } = fc.letrec<{ predicate: Predicate }>(tie => ({
  predicate: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'predicate' },
    leaf('n', numberConstant),
    leaf('S', textConstant),
    leaf('p', textConstant),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('predicate'), { minLength: 1, maxLength: 3, depthIdentifier: 'predicate' }),
    }),
  ),
}))

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function addOf({ p, rows, withStats }: DataFile, i: number): AddFile {
  const numbers = rows.flatMap(r => (r.n === null ? [] : [r.n])).sort((a, b) => a - b)
  const texts = rows.flatMap(r => (r.s === null ? [] : [r.s])).sort(byBytes)
  const stats = JSON.stringify({
    numRecords: rows.length,
    minValues: { n: numbers[0], s: texts[0] },
    maxValues: { n: numbers.at(-1), s: texts.at(-1) },
    nullCount: { n: rows.length - numbers.length, s: rows.length - texts.length },
  })
  return addFile(`${i}`, { partitionValues: { p }, stats: withStats ? stats : undefined })
}

// SQL's three values: null is UNKNOWN.
function evaluate(predicate: Predicate, values: Record<string, number | string | null>): boolean | null {
  switch (predicate.kind) {
    case 'unknown':
      return null
    case 'and':
    case 'or': {
      const parts = predicate.of.map(part => evaluate(part, values))
      const decisive = predicate.kind === 'or'
      return parts.includes(decisive) ? decisive : parts.includes(null) ? null : !decisive
    }
    case 'is-null':
      return valueIn(predicate.column, values) === null
    case 'is-not-null':
      return valueIn(predicate.column, values) !== null
    case 'compare':
      return compare(valueIn(predicate.column, values), predicate.op, predicate.value)
    case 'in': {
      const parts = predicate.values.map(value => compare(valueIn(predicate.column, values), '=', value))
      return parts.includes(true) ? true : parts.includes(null) ? null : false
    }
  }
}

function valueIn(
  column: readonly string[],
  values: Record<string, number | string | null>,
): number | string | null {
  return values[(column[0] ?? '').toLowerCase()] ?? null
}

function compare(value: number | string | null, operator: string, constant: Constant): boolean | null {
  if (value === null) return null
  const order =
    constant.kind === 'string'
      ? byBytes(String(value), constant.value)
      : constant.kind === 'integer'
        ? Number(value) - Number(constant.value)
        : Number.NaN
  const results: Record<string, boolean> = {
    '=': order === 0,
    '<>': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  }
  return results[operator] ?? null
}

test('pruning keeps every file that holds a row for which the predicate is true', () => {
  let left = 0
  fc.assert(
    fc.property(fc.array(dataFile, { maxLength: 6 }), predicate, (files, condition) => {
      const adds = files.map(addOf)
      const kept = new Set(pruneFiles(table, adds, condition).map(f => f.path))
      left += adds.length - kept.size
      for (const [i, { p, rows }] of files.entries()) {
        if (rows.some(r => evaluate(condition, { ...r, p }) === true)) expect(kept).toContain(`${i}`)
      }
    }),
    { numRuns: 2000 },
  )
  // The property holds for one that keeps everything too.
  expect(left).toBeGreaterThan(500)
}, 30_000)
