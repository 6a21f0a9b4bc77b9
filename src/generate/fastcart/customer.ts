import { base, en, en_US, Faker } from '@faker-js/faker'
import { states } from './catalogue.ts'
import { scatteredId } from './ids.ts'
import { type Draw, draw, weighted } from './random.ts'

/** A person who buys. The parts are JSON text. */
export interface Customer {
  /** `"customer_id":…,"customer_email":…` */
  readonly identity: string
  /** The `shipping_address` object. */
  readonly address: string
}

/** The customers of a world, by number: always the same person for the same number. */
export function customerBook(seed: number): (index: number) => Customer {
  const pools = makePools()
  const known = new Map<number, Customer>()
  return index => {
    const found = known.get(index)
    if (found !== undefined) return found
    // Customers who return are mostly among the first; forgetting the others costs little.
    if (known.size >= cacheSize) known.clear()
    const customer = makeCustomer(pools, seed, index)
    known.set(index, customer)
    return customer
  }
}

const cacheSize = 50_000
const purpose = 3

interface Pools {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly streets: readonly string[]
  readonly cities: readonly string[]
  readonly zipCodes: ReadonlyMap<string, readonly string[]>
}

// faker takes microseconds a call, so it fills tables once, and people are put together from these.
function makePools(): Pools {
  const faker = new Faker({ locale: [en_US, en, base] })
  faker.seed(20_250_101)
  const many = (count: number, make: () => string) => Array.from({ length: count }, make)
  return {
    first: many(400, () => faker.person.firstName()),
    last: many(400, () => faker.person.lastName()),
    streets: many(800, () => faker.location.street()),
    cities: many(400, () => faker.location.city()),
    zipCodes: new Map(states.map(([state]) => [state, many(25, () => faker.location.zipCode({ state }))])),
  }
}

const stateAt = weighted(states, ([, weight]) => weight)
const mailDomains = ['example.com', 'example.org', 'example.net']

function makeCustomer(pools: Pools, seed: number, index: number): Customer {
  const numbers = draw(seed, purpose, index)
  const [state] = stateAt(numbers.next())
  const address = {
    street: `${1 + numbers.below(9999)} ${numbers.pick(pools.streets)}`,
    city: numbers.pick(pools.cities),
    state,
    zip_code: numbers.pick(pools.zipCodes.get(state) ?? ['00000']),
    country: 'USA',
  }
  const identity = {
    customer_id: `CUST-${scatteredId(index, 6, seed)}`,
    customer_email: email(pools, numbers, index),
  }
  return { identity: JSON.stringify(identity).slice(1, -1), address: JSON.stringify(address) }
}

function email(pools: Pools, numbers: Draw, index: number): string {
  const name = `${numbers.pick(pools.last)}${numbers.pick(pools.first)}`
  return `${name.toLowerCase().replace(/[^a-z]/g, '')}${index}@${numbers.pick(mailDomains)}`
}
