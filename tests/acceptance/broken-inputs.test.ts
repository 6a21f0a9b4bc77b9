import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CliResult, runCli } from '../support/cli.ts'
import { copyDemo } from '../support/demo-project.ts'
import { type TestProject, testProject } from '../support/test-project.ts'

const project = 'name: shop\n'
const orders = "select 1 as order_id, 'pending' as status"

/** Runs a command and compares what it prints with tests/golden/broken/<name>.txt. */
async function expectGolden(name: string, result: CliResult, exitCode: number): Promise<void> {
  const golden = join(import.meta.dirname, '../golden/broken', `${name}.txt`)
  await expect(stable(result)).toMatchFileSnapshot(golden)
  expect(result.exitCode, result.stderr).toBe(exitCode)
}

// What differs from run to run: times, the temporary folder, ids.
function stable({ stdout, stderr, exitCode }: CliResult): string {
  const text = `${stdout}${stderr}`
    .replaceAll(/\/[^\s"]*\/gild-[^/\s"]+/g, '<folder>')
    .replaceAll(/\b\d+\.\d+s\b/g, '<time>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/gild \d+\.\d+\.\d+/g, 'gild <version>')
    // Told only of runs that take long.
    .replaceAll(/ {2}slowest .*$/gm, '')
    .replaceAll(/ +$/gm, '')
  return `${text}\nexit code ${exitCode}\n`
}

function gild(files: TestProject, ...args: string[]): Promise<CliResult> {
  return runCli(args, { cwd: files.folder })
}

test('an unknown ref names the place and the nearest model', async () => {
  await using files = await testProject({
    'project.yml': project,
    'models/silver/silver_orders.sql': orders,
    'models/gold/daily.sql': "select status\nfrom {{ ref('silver_order') }}\n",
    'models/gold/weekly.sql': "select status\nfrom {{ ref('silverorders') }}\n",
  })
  await expectGolden('unknown-ref', await gild(files, 'build'), 2)
})

test('a cycle prints its path', async () => {
  await using files = await testProject({
    'project.yml': project,
    'models/a.sql': "select * from {{ ref('c') }}",
    'models/b.sql': "select * from {{ ref('a') }}",
    'models/c.sql': "select * from {{ ref('b') }}",
  })
  await expectGolden('cycle', await gild(files, 'build'), 2)
})

test('an unknown column is found at its line and column of the template', async () => {
  await using files = await testProject({
    'project.yml': project,
    'macros/only.sql': "{% macro only(status) %}status = '{{ status }}'{% endmacro %}",
    'models/orders.sql': orders,
    'models/pending.sql':
      "{{ config(materialized='table') }}\nselect\n    order_id,\n    custmer_id\nfrom {{ ref('orders') }}\nwhere {{ only('pending') }}\n",
    'models/later.sql': "select * from {{ ref('pending') }}",
  })
  await expectGolden('unknown-column', await gild(files, 'build'), 1)
})

test('an invalid key in YAML is found at its line and column', async () => {
  await using files = await testProject({
    'project.yml': project,
    'models/orders.sql': orders,
    'models/schema.yml':
      'models:\n  - name: orders\n    descripton: All orders\n    columns:\n      - nam: order_id\n',
  })
  await expectGolden('yaml-key', await gild(files, 'build'), 2)
})

test('two models of one name are both named', async () => {
  await using files = await testProject({
    'project.yml': project,
    'models/silver/orders.sql': orders,
    'models/gold/orders.sql': orders,
  })
  await expectGolden('duplicate-model', await gild(files, 'build'), 2)
})

test('a column of a seed that its file does not have is found', async () => {
  await using files = await testProject({
    'project.yml': project,
    'seeds/countries.csv': 'code,name\nSE,Sweden\n',
    'seeds/seeds.yml': 'seeds:\n  - name: countries\n    config: { column_types: { cod: varchar } }\n',
  })
  await expectGolden('seed-column', await gild(files, 'build'), 2)
})

test('a macro that fails inside a macro shows the chain of calls', async () => {
  await using files = await testProject({
    'project.yml': project,
    'macros/money.sql':
      '{% macro cents(column) %}\n  round({{ colum }} * 100)\n{% endmacro %}\n\n{% macro amount(column) %}\n  {{ cents(column) }} as amount\n{% endmacro %}\n',
    'models/orders.sql': "select\n    {{ amount('price') }}\nfrom (select 1 as price)\n",
  })
  await expectGolden('macro-chain', await gild(files, 'build'), 1)
})

test('a table that needs an unknown reader feature is refused by name', async () => {
  await using files = await testProject({
    'project.yml': project,
    'models/orders.sql': `{{ config(materialized='table') }} ${orders}`,
    'models/pending.sql': "{{ config(materialized='table') }} select * from {{ ref('orders') }}",
  })
  expect((await gild(files, 'build')).exitCode).toBe(0)
  const log = (await readdir(files.folder, { recursive: true })).find(path =>
    path.includes('orders/_delta_log'),
  )
  const folder = join(files.folder, log?.replace(/_delta_log.*/, '_delta_log') ?? '')
  const protocol = {
    protocol: {
      minReaderVersion: 3,
      minWriterVersion: 7,
      readerFeatures: ['timeMachine'],
      writerFeatures: ['timeMachine'],
    },
  }
  await writeFile(join(folder, '00000000000000000001.json'), `${JSON.stringify(protocol)}\n`)
  await expectGolden('unknown-feature', await gild(files, 'build'), 1)
})

test('a corrupt segment of a topic is found at its byte, and nothing is read from it', async () => {
  await using files = await testProject({})
  await copyDemo(files.folder)
  const generated = await gild(files, 'generate', 'fastcart', '--orders', '200', '--no-console')
  expect(generated.exitCode, generated.stderr).toBe(0)
  const segment = join(files.folder, 'lake/_topics/ecommerce-sales/1/00000000000000000000.log')
  const bytes = await readFile(segment)
  bytes[1000] = (bytes[1000] ?? 0) ^ 1
  await writeFile(segment, bytes)
  await expectGolden('corrupt-segment', await gild(files, 'build', '--select', 'bronze_ecommerce_sales'), 1)
  await mkdir(join(files.folder, 'lake/dev'), { recursive: true })
  expect(
    (await readdir(join(files.folder, 'lake/dev'), { recursive: true })).filter(p => p.endsWith('.json')),
  ).toEqual([])
})
