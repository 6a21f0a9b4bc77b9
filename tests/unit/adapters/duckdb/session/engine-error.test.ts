import { expect, test } from 'vitest'
import { parseProblem, toGildError } from '../../../../../src/adapters/duckdb/session/engine-error.ts'
import { openSession } from '../../../../../src/adapters/duckdb/session/session.ts'
import { copyToFile } from '../../../../../src/adapters/duckdb/statements.ts'
import { GildError } from '../../../../../src/errors/gild-error.ts'
import { failure, runTime } from '../test-lake.ts'

function engineError(fields: Readonly<Record<string, string>>): Error {
  return new Error(JSON.stringify({ exception_type: 'IO', ...fields }))
}

test('a full disk names what was written', async () => {
  await using session = await openSession({ runTime, ids: ids })
  const connection = await session.connect()
  const writing = session.translated({ node: 'n', writes: 'the table "s/t"' }, () =>
    connection.run(copyToFile('(select range from range(1000000))', '/dev/full')),
  )
  expect(await failure(writing)).toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining('There is no space left to write the table "s/t"'),
  })
})

const ids = { uuid: () => crypto.randomUUID() }

test('a full folder for what spills is a full disk, not a lack of memory', () => {
  const error = engineError({
    exception_type: 'Out of Memory',
    exception_message:
      "failed to offload data block of size 256.0 KiB (10.0 MiB/10.0 MiB used).\nThis limit was set by the 'max_temp_directory_size' setting.\n\nMore advice",
  })
  expect(toGildError(error, { node: 'n' }, '1GB')).toMatchObject({
    code: 'disk-full',
    params: { what: 'what spills' },
  })
})

test("errors of ours and errors that are not the engine's pass through", () => {
  const ours = new GildError('run-cancelled', {})
  expect(toGildError(ours, { node: 'n' }, '1GB')).toBe(ours)
  const other = new TypeError('x')
  expect(toGildError(other, { node: 'n' }, '1GB')).toBe(other)
})

test('a statement of ours that fails is an engine failure with its cause', () => {
  const cause = engineError({ exception_message: 'Cannot open file' })
  const error = toGildError(cause, { node: 'n' }, '1GB')
  expect(error).toMatchObject({ code: 'engine-failed', cause })
})

test('overloads of a function are no candidates, and the list of them is cut', () => {
  const overloads = Array.from({ length: 40 }, (_, i) => `\t+(T${i}) -> T`)
  const cause = engineError({
    exception_type: 'Binder',
    exception_message: ['No function matches "+".', '\tCandidate functions:', ...overloads].join('\n'),
    candidates: '+(A, B) -> C',
    position: '7',
  })
  const user = { sql: 'select 1 + x', before: '', located: true }
  const error = toGildError(cause, { node: 'n', user }, '1GB')
  expect(error).toMatchObject({ params: { candidates: [], offset: 7 } })
  expect(error.message.split('\n').length).toBeLessThan(10)
})

test('a message that is no JSON is no problem of the engine', () => {
  expect(parseProblem(new Error('{"exception_type": broken'))).toBeUndefined()
  expect(parseProblem('text')).toBeUndefined()
})

test('tables of the engine itself are no candidates for a table that does not exist', () => {
  const cause = engineError({
    exception_type: 'Catalog',
    exception_message: 'Table with name ordres does not exist!\nDid you mean "pg_enum"?',
    candidates: 'pg_enum,silver.orders',
    position: '14',
  })
  const user = { sql: 'select * from ordres', before: '', located: true }
  expect(toGildError(cause, { node: 'n', user }, '1GB')).toMatchObject({
    message: 'The SQL of "n" fails: Table with name ordres does not exist!',
    params: { candidates: ['silver.orders'], offset: 14 },
  })
})
