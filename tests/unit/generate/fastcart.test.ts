import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  ordersByHour,
  ordersPerDay,
  paymentMethods,
  products,
} from '../../../src/generate/fastcart/catalogue.ts'
import { chunkEvents } from '../../../src/generate/fastcart/chunk.ts'
import { customerBook } from '../../../src/generate/fastcart/customer.ts'
import { dirtyKinds } from '../../../src/generate/fastcart/dirty.ts'
import { scatteredId } from '../../../src/generate/fastcart/ids.ts'
import { makeOrder, type World } from '../../../src/generate/fastcart/order.ts'
import { isoMicros } from '../../../src/generate/fastcart/timestamp.ts'

const start = Date.UTC(2025, 0, 1)
const world: World = { seed: 42, start, customers: customerBook(42) }

function events(from: number, to: number, dirty = 0) {
  return chunkEvents(world, { from, to, dirty }, 3)
}

function parsed(value: string | Uint8Array): Record<string, unknown> {
  return JSON.parse(Buffer.from(value).toString())
}

test('an event has the fields of the specification, in its order', () => {
  const all = events(0, 300).map(event => parsed(event.value))
  const fields = [
    'order_id',
    'timestamp',
    'product_id',
    'product_name',
    'quantity',
    'price',
    'total',
    'customer_id',
    'customer_email',
    'payment_method',
    'shipping_address',
    'status',
  ]
  for (const event of all) {
    const cancelled = event.status === 'cancelled'
    expect(Object.keys(event)).toEqual(cancelled ? [...fields, 'cancellation_reason'] : fields)
    expect(event.order_id).toMatch(/^ORD-\d{8}$/)
    expect(event.customer_id).toMatch(/^CUST-\d{6}$/)
    expect(event.timestamp).toMatch(/^2025-01-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    expect(event.customer_email).toMatch(/^[a-z]+\d+@example\.(com|org|net)$/)
    expect(Object.keys(Object(event.shipping_address))).toEqual([
      'street',
      'city',
      'state',
      'zip_code',
      'country',
    ])
    expect(event.total).toBeCloseTo(Number(event.price) * Number(event.quantity), 5)
  }
})

test('an order lives from pending to shipped, or is cancelled from any state before', () => {
  const lives = new Map<string, number>()
  for (let n = 0; n < 5000; n++) {
    const { steps } = makeOrder(world, n)
    const life = steps.map(step => step.status).join(' ')
    lives.set(life, (lives.get(life) ?? 0) + 1)
    expect(isSorted(steps.map(step => step.time))).toBe(true)
    for (const step of steps) expect(step.cancellationReason !== undefined).toBe(step.status === 'cancelled')
  }
  expect([...lives.keys()].sort()).toEqual([
    'pending cancelled',
    'pending confirmed cancelled',
    'pending confirmed processing cancelled',
    'pending confirmed processing shipped',
  ])
  expect(lives.get('pending confirmed processing shipped') ?? 0).toBeGreaterThan(4400)
})

test('a block has about four events an order, by event time, each order in one partition', () => {
  const block = events(3000, 4000)
  expect(block.length).toBeGreaterThan(3800)
  expect(block.length).toBeLessThan(4000)
  const times = block.map(event => event.time)
  expect(isSorted(times)).toBe(true)
  const places = new Set(block.map(event => `${event.key} ${event.partition}`))
  expect(places.size).toBe(1000)
  const next = events(4000, 5000)
  expect(next[0]?.time).toBeLessThan(times.at(-1) ?? 0)
})

test('the world makes 50,000 orders a day, in order', () => {
  expect(ordersByHour).toHaveLength(24)
  expect(ordersByHour.reduce((a, b) => a + b)).toBe(ordersPerDay)
  const day = 86_400_000_000
  const created = (n: number) => (makeOrder(world, n).steps[0]?.time ?? 0) - start * 1000
  expect(created(0)).toBeGreaterThanOrEqual(0)
  expect(created(ordersPerDay - 1)).toBeLessThan(day)
  expect(created(ordersPerDay)).toBeGreaterThanOrEqual(day)
  const times = Array.from({ length: 2000 }, (_, i) => created(i * 50))
  expect(isSorted(times)).toBe(true)
})

test('ids do not repeat, within their digits and beyond', () => {
  const ids = new Set(Array.from({ length: 200_000 }, (_, n) => scatteredId(n, 8, 42)))
  expect(ids.size).toBe(200_000)
  const small = new Set(Array.from({ length: 2500 }, (_, n) => scatteredId(n, 3, 7)))
  expect(small.size).toBe(2500)
  expect(new Set([...small].map(id => id.length))).toEqual(new Set([3, 4]))
})

test('customers return, and stay the same people', () => {
  const orders = Array.from({ length: 3000 }, (_, n) => parsed(events(n, n + 1)[0]?.value ?? ''))
  const people = new Map<unknown, unknown>()
  for (const order of orders) {
    const person = JSON.stringify([order.customer_email, order.shipping_address])
    expect(people.get(order.customer_id) ?? person).toBe(person)
    people.set(order.customer_id, person)
  }
  expect(people.size).toBeLessThan(2500)
  expect(people.size).toBeGreaterThan(1000)
})

test('the catalogue has 15 products, and PROD-004 is the USB-C Cable', () => {
  expect(products.map(p => p.id)).toEqual(
    Array.from({ length: 15 }, (_, i) => `PROD-${String(i + 1).padStart(3, '0')}`),
  )
  expect(products[3]?.name).toBe('USB-C Cable')
  expect(paymentMethods.map(m => m.name)).toContain('bank_transfer')
})

test('the same arguments give the same bytes; another seed, start or dirty percentage gives others', () => {
  const options = { from: 500, to: 700, dirty: 10 }
  const hash = (changed: Partial<World>, dirty = 10) => {
    const other: World = { ...world, customers: customerBook(changed.seed ?? 42), ...changed }
    const all = chunkEvents(other, { ...options, dirty }, 3)
    return createHash('sha256')
      .update(all.map(e => `${e.partition} ${e.key} ${e.time} ${text(e.value)}`).join())
      .digest('hex')
  }
  const hashes = [hash({}), hash({ seed: 43 }), hash({ start: start + 1 }), hash({}, 11)]
  expect(new Set(hashes).size).toBe(4)
  expect(hash({})).toBe(hashes[0])
})

test('dirt is added to the clean world, which stays as it is', () => {
  const clean = new Map(events(0, 1000).map(e => [`${e.key} ${e.time}`, e.value]))
  const dirty = events(0, 1000, 20)
  for (const event of dirty) {
    if (event.dirty === undefined) expect(event.value).toBe(clean.get(`${event.key} ${event.time}`))
  }
  const once = new Set(dirty.filter(e => e.dirty !== 'duplicate').map(e => `${e.key} ${e.time}`))
  expect(once.size).toBe(clean.size)
})

test('the asked percentage is dirty, of every kind in equal shares, and late ones a hundredth', () => {
  const all = Array.from({ length: 16 }, (_, i) => events(i * 1000, i * 1000 + 1000, 20)).flat()
  const counts = Object.fromEntries(dirtyKinds.map(kind => [kind, all.filter(e => e.dirty === kind).length]))
  const dirty = all.filter(e => e.dirty !== undefined).length
  const originals = all.length - (counts.duplicate ?? 0)
  expect(dirty / originals).toBeGreaterThan(0.19)
  expect(dirty / originals).toBeLessThan(0.21)
  for (const kind of dirtyKinds.filter(k => k !== 'late')) {
    expect((counts[kind] ?? 0) / dirty, kind).toBeGreaterThan(0.095)
    expect((counts[kind] ?? 0) / dirty, kind).toBeLessThan(0.125)
  }
  expect((counts.late ?? 0) / dirty).toBeGreaterThan(0.005)
  expect((counts.late ?? 0) / dirty).toBeLessThan(0.015)
}, 20_000)

test('each kind of dirt is what it says', () => {
  const all = Array.from({ length: 4 }, (_, i) => events(i * 1000, i * 1000 + 1000, 100)).flat()
  const of = (kind: string) => all.filter(e => e.dirty === kind)
  for (const e of of('wrong_total')) {
    const { total, price, quantity } = parsed(e.value)
    expect(Math.abs(Number(total) - Number(price) * Number(quantity))).toBeGreaterThan(0.01)
  }
  for (const e of of('missing_field')) {
    const there = Object.values(parsed(e.value)).filter(value => value !== null).length
    expect([11, 12]).toContain(there)
  }
  for (const e of of('unknown_status')) {
    expect(['pending', 'confirmed', 'processing', 'shipped', 'cancelled']).not.toContain(
      parsed(e.value).status,
    )
  }
  for (const e of of('future_timestamp'))
    expect(Date.parse(String(parsed(e.value).timestamp))).toBeGreaterThan(4e12)
  for (const e of of('invalid_utf8')) {
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(e.value))).toThrow()
  }
  for (const e of of('unknown_field')) expect(Object.keys(parsed(e.value)).length).toBeGreaterThan(12)
  for (const e of of('broken_json')) expect(isObject(e.value), String(e.value)).toBe(false)
  for (const e of of('type_drift')) expect(isObject(e.value)).toBe(true)
  const originals = new Set(all.filter(e => e.dirty === undefined).map(e => text(e.value)))
  expect(of('duplicate').length).toBeGreaterThan(100)
  for (const e of of('duplicate')) expect(originals.has(text(e.value))).toBe(true)
}, 20_000)

test('late events are the last of their block', () => {
  const block = events(0, 1000, 100)
  const late = block.filter(e => e.dirty === 'late')
  expect(late.length).toBeGreaterThan(10)
  expect(block.slice(-late.length).every(e => e.dirty === 'late')).toBe(true)
})

test('a time is written with six digits of a second', () => {
  expect(isoMicros(1762703740669190)).toBe('2025-11-09T15:55:40.669190Z')
  expect(isoMicros(0)).toBe('1970-01-01T00:00:00.000000Z')
  for (let i = 0; i < 1000; i++) {
    const micros = i * 7_777_777_777_777
    expect(isoMicros(micros).slice(0, 23)).toBe(
      new Date(Math.floor(micros / 1000)).toISOString().slice(0, 23),
    )
  }
})

function isSorted(numbers: readonly number[]): boolean {
  return numbers.every((n, i) => i === 0 || n >= (numbers[i - 1] ?? 0))
}

function text(value: string | Uint8Array): string {
  return Buffer.from(value).toString('latin1')
}

function isObject(value: string | Uint8Array): boolean {
  try {
    const found: unknown = JSON.parse(Buffer.from(value).toString())
    return typeof found === 'object' && found !== null && !Array.isArray(found)
  } catch {
    return false
  }
}
