import { bug } from '../../errors/bug.ts'
import { cancellationReasons, ordersByHour, ordersPerDay, paymentMethods, products } from './catalogue.ts'
import type { Customer } from './customer.ts'
import { scatteredId } from './ids.ts'
import { type Draw, draw, weighted } from './random.ts'

/** What makes one world: with the number of an order, it decides all about it. */
export interface World {
  readonly seed: number
  /** When order 0 may come in at the earliest, milliseconds since the epoch. */
  readonly start: number
  readonly customers: (index: number) => Customer
}

export type Status = 'pending' | 'confirmed' | 'processing' | 'shipped' | 'cancelled'

export interface Order {
  readonly number: number
  readonly id: string
  readonly steps: readonly Step[]
  /** JSON text from `product_id` to `shipping_address`. */
  readonly details: string
}

/** One event in the life of an order. */
export interface Step {
  readonly status: Status
  /** Microseconds since the epoch. */
  readonly time: number
  readonly cancellationReason: string | undefined
}

/** The order of this number. */
export function makeOrder(world: World, number: number): Order {
  const numbers = draw(world.seed, purpose, number)
  const created = world.start * 1000 + timeOfOrder(number, numbers.next())
  return {
    number,
    id: `ORD-${scatteredId(number, 8, world.seed)}`,
    steps: lifeOf(numbers, created),
    details: detailsOf(world, number, numbers),
  }
}

/** The message of one event. `timestamp` is the text of its time. */
export function eventJson(order: Order, { status, cancellationReason }: Step, timestamp: string): string {
  const reason = cancellationReason === undefined ? '"}' : `","cancellation_reason":"${cancellationReason}"}`
  // `join` copies the text together at once; a sum of strings would be a tree that lives until it is written.
  return [
    '{"order_id":"',
    order.id,
    '","timestamp":"',
    timestamp,
    '",',
    order.details,
    ',"status":"',
    status,
    reason,
  ].join('')
}

const purpose = 1
const minute = 60_000_000
const hour = 60 * minute
const productAt = weighted(products, p => p.weight)
const paymentMethodAt = weighted(paymentMethods, m => m.weight)
const quantityAt = weighted([1, 2, 3, 4, 5], quantity => [50, 25, 13, 7, 5][quantity - 1] ?? 0)

/** Share of orders that end cancelled. */
const cancelled = 0.08

// In life's order: how long the state before lasts at least and at most, in microseconds.
const stages: readonly { readonly status: Status; readonly after: readonly [number, number] }[] = [
  { status: 'confirmed', after: [minute, 45 * minute] },
  { status: 'processing', after: [15 * minute, 6 * hour] },
  { status: 'shipped', after: [2 * hour, 40 * hour] },
]

const hourStarts = ordersByHour.map((_, h) => ordersByHour.slice(0, h).reduce((a, b) => a + b, 0))

// Microseconds after the start: the orders of an hour are spread over it evenly, each within its own share.
function timeOfOrder(number: number, jitter: number): number {
  const ofDay = number % ordersPerDay
  const hourOfDay = hourStarts.findLastIndex(start => start <= ofDay)
  const share = hour / (ordersByHour[hourOfDay] ?? bug('a day has 24 hours'))
  const inHour = (ofDay - (hourStarts[hourOfDay] ?? 0) + jitter) * share
  return Math.floor(number / ordersPerDay) * 24 * hour + hourOfDay * hour + Math.floor(inHour)
}

function lifeOf(numbers: Draw, created: number): readonly Step[] {
  const cancelledAfter = numbers.next() < cancelled ? numbers.below(stages.length) : undefined
  const steps: Step[] = [{ status: 'pending', time: created, cancellationReason: undefined }]
  let time = created
  for (const [i, { status, after }] of stages.entries()) {
    time += lasts(numbers, after)
    if (cancelledAfter === i) {
      return [...steps, { status: 'cancelled', time, cancellationReason: numbers.pick(cancellationReasons) }]
    }
    steps.push({ status, time, cancellationReason: undefined })
  }
  return steps
}

// Most are quick, few take long.
function lasts(numbers: Draw, [least, most]: readonly [number, number]): number {
  return least + Math.floor(numbers.next() ** 2 * (most - least))
}

function detailsOf({ customers }: World, number: number, numbers: Draw): string {
  const product = productAt(numbers.next())
  const quantity = quantityAt(numbers.next())
  const cents = Math.round(product.cents * (0.9 + numbers.next() * 0.2))
  // The book grows with the world, and the first in it buy most often.
  const customer = customers(Math.floor(numbers.next() ** 2 * (5000 + number / 4)))
  const method = paymentMethodAt(numbers.next()).name
  return [
    `"product_id":"${product.id}","product_name":"${product.name}","quantity":${quantity},"price":${cents / 100},`,
    `"total":${(cents * quantity) / 100},`,
    customer.identity,
    `,"payment_method":"${method}","shipping_address":`,
    customer.address,
  ].join('')
}
