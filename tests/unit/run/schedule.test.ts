import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type ScheduleOptions, schedule, type Task, type TaskEnd } from '../../../src/run/schedule.ts'

const diamond: readonly Task[] = [
  { id: 'a', after: [] },
  { id: 'b', after: ['a'] },
  { id: 'c', after: ['a'] },
  { id: 'd', after: ['b', 'c'] },
]

interface Trace {
  readonly started: string[]
  readonly skipped: string[]
  highest: number
}

async function trace(
  tasks: readonly Task[],
  ends: Readonly<Record<string, TaskEnd>> = {},
  options: Partial<ScheduleOptions<Task>> = {},
): Promise<Trace> {
  const seen: Trace = { started: [], skipped: [], highest: 0 }
  let running = 0
  await schedule(tasks, {
    limit: 2,
    signal: new AbortController().signal,
    failFast: false,
    async execute({ id }) {
      seen.started.push(id)
      seen.highest = Math.max(seen.highest, ++running)
      await sleep(2)
      running--
      return ends[id] ?? 'done'
    },
    skip: ({ id }, because) => seen.skipped.push(`${id} because of ${because?.id}`),
    ...options,
  })
  return seen
}

test('runs parents before children and no more than the limit at once', async () => {
  const seen = await trace(diamond)
  expect(seen.started[0]).toBe('a')
  expect(seen.started.at(-1)).toBe('d')
  expect(seen.started).toHaveLength(4)
  expect(seen.highest).toBe(2)
  expect((await trace(diamond, {}, { limit: 1 })).highest).toBe(1)
})

test('a failed task skips its descendants, once each, and nothing else', async () => {
  const seen = await trace(diamond, { b: 'failed' })
  expect(seen.started.toSorted()).toEqual(['a', 'b', 'c'])
  expect(seen.skipped).toEqual(['d because of b'])
})

test('descendants of a skipped task are skipped for the same cause', async () => {
  const chain = [...diamond, { id: 'e', after: ['d'] }, { id: 'f', after: [] }]
  const seen = await trace(chain, { a: 'failed' })
  expect(seen.skipped.toSorted()).toEqual(['b', 'c', 'd', 'e'].map(id => `${id} because of a`))
  expect(seen.started.toSorted()).toEqual(['a', 'f'])
})

test('fail-fast starts nothing more and reports the rest as skipped without a cause', async () => {
  const tasks = [
    { id: 'a', after: [] },
    { id: 'b', after: [] },
    { id: 'c', after: [] },
  ]
  const seen = await trace(tasks, { a: 'failed' }, { limit: 1, failFast: true })
  expect(seen.started).toEqual(['a'])
  expect(seen.skipped).toEqual(['b because of undefined', 'c because of undefined'])
})

test('an aborted run lets running tasks end and skips the others', async () => {
  const controller = new AbortController()
  const started: string[] = []
  const skipped: string[] = []
  await schedule(diamond, {
    limit: 2,
    signal: controller.signal,
    failFast: false,
    async execute({ id }) {
      started.push(id)
      controller.abort()
      return 'skipped'
    },
    skip: ({ id }) => skipped.push(id),
  })
  expect(started).toEqual(['a'])
  expect(skipped.toSorted()).toEqual(['b', 'c', 'd'])
})

test('a bug in one task rejects after the others have ended', async () => {
  let ended = false
  const tasks = [
    { id: 'a', after: [] },
    { id: 'b', after: [] },
  ]
  const run = trace(
    tasks,
    {},
    {
      async execute({ id }) {
        if (id === 'a') throw new Error('a bug')
        await sleep(5)
        ended = true
        return 'done'
      },
    },
  )
  await expect(run).rejects.toThrow('a bug')
  expect(ended).toBe(true)
})

test('parents that are not part of the run are ignored', async () => {
  expect((await trace([{ id: 'a', after: ['elsewhere'] }])).started).toEqual(['a'])
})
