import type { Draw } from './random.ts'

/** What can be wrong with an event. `late` and `duplicate` are whole events in the wrong place or number. */
export const dirtyKinds = [
  'duplicate',
  'broken_json',
  'missing_field',
  'wrong_total',
  'unknown_status',
  'future_timestamp',
  'type_drift',
  'invalid_utf8',
  'unknown_field',
  'late',
] as const
export type DirtyKind = (typeof dirtyKinds)[number]

/** Of the dirty events. */
const lateShare = 0.01

/** Decides whether an event is dirty, and how. `percent` is 0 to 100. */
export function dirtyKind(numbers: Draw, percent: number): DirtyKind | undefined {
  if (numbers.next() * 100 >= percent) return undefined
  const at = (numbers.next() - lateShare) / (1 - lateShare)
  return at < 0 ? 'late' : dirtyKinds[Math.floor(at * (dirtyKinds.length - 1))]
}

/** The event's message with that fault; `json` is the clean one. */
export function spoil(kind: DirtyKind, json: string, numbers: Draw): string | Uint8Array {
  return faults[kind](json, numbers)
}

type Event = Record<string, unknown>
type Fault = (json: string, numbers: Draw) => string | Uint8Array

const faults: Record<DirtyKind, Fault> = {
  duplicate: json => json,
  late: json => json,
  broken_json: (json, numbers) => numbers.pick(breaks)(json, numbers),
  missing_field: change((event, numbers) => {
    const field = numbers.pick(Object.keys(event))
    if (numbers.next() < 0.5) delete event[field]
    else event[field] = null
  }),
  wrong_total: change((event, numbers) => {
    const total = Number(event.total)
    event.total = numbers.pick([0, -total, cents(total + 1 + numbers.below(5000) / 100), cents(total * 10)])
  }),
  unknown_status: change((event, numbers) => {
    event.status = numbers.pick(['returned', 'on_hold', 'SHIPPED', 'refunded', ''])
  }),
  // A century ahead: later than any time at which somebody may run this.
  future_timestamp: change(event => {
    event.timestamp = `21${String(event.timestamp).slice(2)}`
  }),
  type_drift: change((event, numbers) => numbers.pick(drifts)(event)),
  invalid_utf8: latin1Street,
  unknown_field: change((event, numbers) => Object.assign(event, numbers.pick(unknownFields))),
}

const breaks: readonly Fault[] = [
  (json, numbers) => json.slice(0, 1 + numbers.below(json.length - 1)),
  json => json.slice(1),
  json => json.replaceAll('"', "'"),
  json => json.replace('"status":', '"status"='),
  json => json.replaceAll(',"', ',\n\t"').replace('}', ''),
  json => `[${json}]`,
  json => JSON.stringify(json),
  () => 'ERROR: upstream connect timeout',
  () => '',
]

const drifts: readonly ((event: Event) => void)[] = [
  event => {
    event.quantity = String(event.quantity)
  },
  event => {
    event.quantity = Number(event.quantity) + 0.5
  },
  event => {
    event.price = String(event.price)
  },
  event => {
    event.price = { amount: event.price, currency: 'USD' }
  },
  event => {
    event.total = `$${event.total}`
  },
  event => {
    event.customer_id = Number(String(event.customer_id).slice('CUST-'.length))
  },
  event => {
    event.shipping_address = Object.values(event.shipping_address ?? {}).join(', ')
  },
  event => {
    event.timestamp = Date.parse(String(event.timestamp))
  },
]

const unknownFields: readonly Event[] = [
  { coupon_code: 'SAVE10' },
  { gift: true },
  { channel: 'mobile', app_version: '4.2.0' },
  { loyalty: { tier: 'gold', points: 120 } },
  { discount: 2.5 },
]

function change(edit: (event: Event, numbers: Draw) => void): Fault {
  return (json, numbers) => {
    const event: Event = JSON.parse(json)
    edit(event, numbers)
    return JSON.stringify(event)
  }
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}

// As an old system writes it: one byte for é, which begins a sequence in UTF-8 that does not go on.
function latin1Street(json: string): Uint8Array {
  const event: { shipping_address: { street: string } } = JSON.parse(json)
  event.shipping_address.street = `${event.shipping_address.street} Café`
  return Buffer.from(JSON.stringify(event), 'latin1')
}
