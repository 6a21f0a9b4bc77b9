import { readFileSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'
import { type TestProject, testProject } from '../../support/test-project.ts'

const sources = `
sources:
  - name: files
    tables:
      - name: orders
        description: As exported.
        external: { location: "data/orders/*.parquet" }
        columns: [{ name: id, description: The key., data_tests: [unique] }]
      - name: people
        external: { location: data/people.csv }
        columns: [{ name: zip, data_type: varchar }]
      - name: events
        external: { location: data/events.jsonl, format: json }
      - name: gone
        external: { location: "data/gone/*.parquet" }
`
const files = {
  'models/sources.yml': sources,
  'data/people.csv': 'id,zip\n1,007\n2,123\n',
  'data/events.jsonl': '{"id":1,"at":"2025-01-01"}\n{"id":3,"at":"2025-01-02"}\n',
  'models/orders.sql': "{{ config(materialized='table') }} select * from {{ source('files', 'orders') }}",
  'models/people.sql': `{{ config(materialized='table') }}
select * from {{ source('files', 'people') }} left join {{ source('files', 'events') }} using (id)`,
}

test('a source of files is read whole, skipped while its files are the same, and read again when one changes', async () => {
  await using project = await testProject(files)
  await writeParquet(project, 'a', 'select 1 as id, 1.5 as amount')
  await writeParquet(project, 'b', "select 2 as id, 'new' as note")

  expect((await gild(project, 'build')).stderr).toContain('PASS 3 WARN 0 ERROR 0 SKIP 0 NO-OP 0')
  // Columns are joined by name, and zip is text because YAML says so.
  expect(await csv(project, "ref('orders')")).toBe('id,amount,note\n1,1.5,\n2,,new\n')
  expect(await csv(project, "ref('people')")).toBe('id,zip,at\n1,007,2025-01-01\n2,123,\n')
  expect(await csv(project, "source('files', 'people')")).toBe('id,zip\n1,007\n2,123\n')

  const again = await gild(project, 'build')
  expect(again.stderr).toContain('PASS 0 WARN 0 ERROR 0 SKIP 0 NO-OP 3')
  expect(again.stderr).toContain('nothing new in files.orders\n')

  await project.write({ 'data/people.csv': 'id,zip\n1,008\n2,123\n' })
  await utimes(join(project.folder, 'data/people.csv'), 0, 1_700_000_000)
  const changed = await gild(project, 'build')
  expect(changed.stderr).toMatch(/✓ .* people .* 2 rows {2}v1/)
  expect(changed.stderr).toMatch(/· .* orders .* nothing new in files\.orders/)

  await project.remove('data/orders/b.parquet')
  const fewer = await gild(project, 'build')
  expect(fewer.stderr).toMatch(/✓ .* orders .* 1 row {3}v1/)
  expect(fewer.stderr).toMatch(/✓ .* source_unique_files_orders_id/)
}, 30_000)

test('its columns, rows and files stand in the catalog, its location in the manifest', async () => {
  await using project = await testProject(files)
  await writeParquet(project, 'a', 'select 1 as id, 1.5 as amount')
  await writeParquet(project, 'b', 'select 2 as id, 2.5 as amount')
  // The site itself needs a script that is built with gild.
  const result = await gild(project, 'docs', 'generate')
  const target = (name: string) => JSON.parse(readFileSync(join(project.folder, 'target', name), 'utf8'))
  expect(target('manifest.json').sources['source.shop.files.orders']).toMatchObject({
    external: { location: 'data/orders/*.parquet', file_format: 'parquet' },
  })
  const { columns, stats, metadata } = target('catalog.json').sources['source.shop.files.orders']
  expect(metadata).toMatchObject({ type: 'files', name: 'orders' })
  expect(columns).toMatchObject({
    id: { type: 'INTEGER', comment: 'The key.' },
    amount: { type: 'DECIMAL(2,1)' },
  })
  expect([stats.num_rows.value, stats.num_files.value]).toEqual([2, 2])
  expect(result.stderr).toContain('files.gone')
}, 30_000)

test('a unit test takes the types of its given rows from the files', async () => {
  await using project = await testProject({
    ...files,
    'models/unit.yml': `
unit_tests:
  - name: keeps_zeros
    model: people
    given:
      - { input: "source('files', 'people')", rows: [{ id: 1, zip: 007 }] }
      - { input: "source('files', 'events')", rows: [] }
    expect: { rows: [{ id: 1, zip: '7' }] }
`,
  })
  expect((await gild(project, 'test', '--select', 'people')).stderr).toContain('PASS 1 WARN 0 ERROR 0')
}, 30_000)

test.each([
  ['missing', "select * from {{ source('files', 'gone') }}"],
  ['broken', "select * from {{ source('files', 'orders') }}"],
  [
    'changes',
    "{{ config(materialized='incremental') }} select * from {{ changes(source('files', 'people')) }}",
  ],
])(
  'a source of files that cannot be read: %s',
  async (name, sql) => {
    const { 'models/orders.sql': _, ...others } = files
    await using project = await testProject({
      ...others,
      'models/a.sql': sql,
      'data/orders/a.parquet': 'no Parquet',
    })
    const { stderr, exitCode } = await gild(project, 'run', '--select', 'a')
    expect(exitCode).toBe(1)
    const text = stderr
      .replaceAll(project.folder, '<folder>')
      .replaceAll(/\d+\.\d\ds/g, '<time>')
      .replaceAll(/ +$/gm, '')
    await expect(text).toMatchFileSnapshot(`../../golden/file-sources/${name}.txt`)
  },
  30_000,
)

async function writeParquet({ folder, write }: TestProject, name: string, query: string): Promise<void> {
  await write({ 'data/orders/x.txt': '' })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`copy (${query}) to '${join(folder, 'data/orders', name)}.parquet'`)
  connection.closeSync()
}

async function csv(project: TestProject, relation: string): Promise<string> {
  return (
    await gild(project, 'show', '--inline', `select * from {{ ${relation} }} order by id`, '--output', 'csv')
  ).stdout
}

async function gild({ folder }: TestProject, ...argv: string[]) {
  const host = { ...cliHost({ cwd: folder }), runtime: processRuntime() }
  const exitCode = await runCommandLine(argv, host)
  return { ...host.printed, exitCode }
}
