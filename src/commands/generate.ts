import { setTimeout as wait } from 'node:timers/promises'
import { openLogWriter } from '../adapters/log/log-writer.ts'
import { GildError } from '../errors/gild-error.ts'
import { ordersPerDay } from '../generate/fastcart/catalogue.ts'
import type { ChunkEvent } from '../generate/fastcart/chunk.ts'
import type { DirtyKind } from '../generate/fastcart/dirty.ts'
import { pace } from '../generate/fastcart/paced.ts'
import { type OpenWorld, openWorld, ordersIn, type Produced, produce } from '../generate/fastcart/producer.ts'
import type { Runtime } from '../ports/runtime.ts'
import type { TopicWriter } from '../ports/topic-writer.ts'

export interface GenerateOptions {
  /** Folder of the embedded topics of the target. */
  readonly streamsFolder: string
  /** Default `ecommerce-sales`. */
  readonly topic?: string | undefined
  /** Write until so many orders exist. */
  readonly orders?: number | undefined
  /** Write so many orders more. */
  readonly more?: number | undefined
  /** Write until so many days of the world exist, 50,000 orders each. */
  readonly days?: number | undefined
  /** Events a second at most. */
  readonly rate?: number | undefined
  /** Default: the topic's own, and 42 in a new one. */
  readonly seed?: number | undefined
  /** ISO 8601. Default: the topic's own, and 2025-01-01T00:00:00Z in a new one. */
  readonly start?: string | undefined
  /** Percentage of dirty events, 0 to 100. Default 0. */
  readonly dirty?: number | undefined
  /** Of a paced run (no `orders`, `more` or `days`), minutes. Default 5. */
  readonly duration?: number | undefined
  /** Between two events of a paced run, seconds. Default 1. */
  readonly minDelay?: number | undefined
  /** Default 60. */
  readonly maxDelay?: number | undefined
  /** Also print each message. */
  readonly outputConsole?: boolean | undefined
  /** Stops after what is being written. */
  readonly signal?: AbortSignal | undefined
}

export interface GenerateDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'ids'>
  /** One message, for `outputConsole`. */
  readonly print?: ((message: string) => void) | undefined
  /** How far it is, after each write. */
  readonly progress?: ((progress: GenerateProgress) => void) | undefined
}

export interface GenerateProgress {
  readonly topic: string
  /** Since the command began. */
  readonly events: number
  readonly elapsedMs: number
}

export interface GenerateResult {
  readonly topic: string
  readonly partitions: number
  readonly seed: number
  /** Orders in the topic before and after. */
  readonly ordersBefore: number
  readonly orders: number
  /** Messages written by this command, dirty ones included. */
  readonly events: number
  /** Of these, by kind of fault. */
  readonly dirty: Readonly<Partial<Record<DirtyKind, number>>>
  readonly elapsedMs: number
  /** True when the signal ended it early. */
  readonly cancelled: boolean
}

/** Fills a topic of the embedded log with FastCart's orders. Running it again writes only what is missing. */
export async function generate(options: GenerateOptions, deps: GenerateDeps): Promise<GenerateResult> {
  check(options)
  const { clock } = deps.runtime
  const began = clock.now()
  const { streamsFolder: folder, topic = 'ecommerce-sales' } = options
  await using writer = await openLogWriter({ folder, topic, partitions: 3, runtime: deps.runtime })
  const open = await openWorld(writer, { seed: options.seed, start: startOf(options) })
  const target = targetOf(options, open)
  const made = await make(writer, open, { options, deps, target })
  const orders = await ordersIn(writer)
  return {
    topic,
    partitions: writer.partitions,
    seed: open.world.seed,
    ordersBefore: open.orders,
    orders,
    ...made,
    elapsedMs: clock.now() - began,
    cancelled: options.signal?.aborted ?? false,
  }
}

interface Making {
  readonly options: GenerateOptions
  readonly deps: GenerateDeps
  /** Undefined for a paced run. */
  readonly target: number | undefined
}

async function make(
  writer: TopicWriter,
  open: OpenWorld,
  { options, deps, target }: Making,
): Promise<Produced> {
  const { clock } = deps.runtime
  const began = clock.now()
  let events = 0
  const shared = {
    dirty: options.dirty ?? 0,
    rate: options.rate,
    signal: options.signal,
    now: () => clock.now(),
    sleep: (ms: number) => pause(ms, options.signal),
    sent(sent: readonly ChunkEvent[]) {
      if (options.outputConsole) for (const { value } of sent) deps.print?.(textOf(value))
      events += sent.length
      deps.progress?.({ topic: writer.topic, events, elapsedMs: clock.now() - began })
    },
  }
  const filled = await produce(writer, open, { ...shared, target: target ?? open.orders })
  if (target !== undefined) return filled
  const { duration = 5, minDelay = 1, maxDelay = 60 } = options
  const times = { duration: duration * 60_000, minDelay: minDelay * 1000, maxDelay: maxDelay * 1000 }
  const healed = filled.events === 0 ? open : await openWorld(writer, open.world)
  const paced = await pace(writer, healed, { ...shared, ...times })
  return { events: filled.events + paced.events, dirty: addCounts(filled.dirty, paced.dirty) }
}

function targetOf({ orders, more, days }: GenerateOptions, open: OpenWorld): number | undefined {
  if (more !== undefined) return open.orders + more
  if (orders === undefined && days === undefined) return undefined
  return Math.max(open.orders, orders ?? (days ?? 0) * ordersPerDay)
}

function startOf({ start }: GenerateOptions): number | undefined {
  return start === undefined ? undefined : Date.parse(start)
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms <= 0 || signal?.aborted) return
  try {
    await wait(ms, undefined, { signal })
  } catch (error) {
    if (!signal?.aborted) throw error
  }
}

function textOf(value: string | Uint8Array): string {
  return typeof value === 'string' ? value : Buffer.from(value).toString('utf8')
}

function addCounts<K extends string>(a: Partial<Record<K, number>>, b: Partial<Record<K, number>>) {
  const sum: Partial<Record<K, number>> = { ...a }
  for (const kind of Object.keys(b) as K[]) sum[kind] = (sum[kind] ?? 0) + (b[kind] ?? 0)
  return sum
}

interface Limit {
  readonly option: string
  readonly value: number | undefined
  readonly expected: string
  readonly fits: (value: number) => boolean
}

function check(options: GenerateOptions): void {
  const whole = {
    expected: 'a whole number of at least 0',
    fits: (n: number) => Number.isSafeInteger(n) && n >= 0,
  }
  const positive = { expected: 'a number above 0', fits: (n: number) => Number.isFinite(n) && n > 0 }
  const notNegative = {
    expected: 'a number of at least 0',
    fits: (n: number) => Number.isFinite(n) && n >= 0,
  }
  const { minDelay = 1, maxDelay = 60 } = options
  const limits: readonly Limit[] = [
    { option: '--orders', value: options.orders, ...whole },
    { option: '--more', value: options.more, ...whole },
    { option: '--days', value: options.days, ...whole },
    { option: '--seed', value: options.seed, ...whole },
    { option: '--rate', value: options.rate, ...positive },
    { option: '--duration', value: options.duration, ...notNegative },
    { option: '--min-delay', value: minDelay, ...notNegative },
    { option: '--max-delay', value: maxDelay, expected: 'at least --min-delay', fits: n => n >= minDelay },
    {
      option: '--dirty',
      value: options.dirty,
      expected: 'a percentage of 0 to 100',
      fits: n => n >= 0 && n <= 100,
    },
  ]
  for (const { option, value, expected, fits } of limits) {
    if (value === undefined || fits(value)) continue
    throw new GildError('generator-option-invalid', { option, value: String(value), expected })
  }
  checkStart(options.start)
  const amounts = ['--orders', '--more', '--days'].filter(
    (_, i) => [options.orders, options.more, options.days][i] !== undefined,
  )
  if (amounts.length > 1) {
    throw new GildError('generator-option-invalid', {
      option: amounts.join(' and '),
      value: 'both given',
      expected: 'given alone',
    })
  }
}

// Years of four digits that leave room for the world to go on, and for the faults in its future.
function checkStart(start: string | undefined): void {
  if (start === undefined) return
  const ms = Date.parse(start)
  if (ms >= 0 && ms < Date.UTC(2090, 0, 1)) return
  const expected = 'a time such as 2025-01-01T00:00:00Z, of the years 1970 to 2089'
  throw new GildError('generator-option-invalid', { option: '--start', value: `"${start}"`, expected })
}
