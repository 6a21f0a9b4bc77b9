import { expect, test } from 'vitest'
import { effectiveThreads } from '../../../src/commands/effective-threads.ts'

const pool = (size: string | undefined) => ({ env: () => size })

test('eight threads of the pool stay for files', () => {
  expect(effectiveThreads(56, pool('64'))).toBe(56)
  expect(() => effectiveThreads(57, pool('64'))).toThrow(
    expect.objectContaining({
      code: 'too-many-threads',
      hint: 'Lower "threads", or set UV_THREADPOOL_SIZE=65.',
    }),
  )
})

test('a program that has not set its pool decides itself', () => {
  expect(effectiveThreads(100, pool(undefined))).toBe(100)
})
