import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { cliHost } from '../../support/cli-host.ts'
import { type TestProject, testProject } from '../../support/test-project.ts'

const sales = 'Order ID;Amount;Where\n1;10.5;here\n2;;there\n'
const people = 'id,name\n7,Ada\n8,"Ben, the second"\n'

test('init makes a project of the CSV files that are there, which builds green at once', async () => {
  await using files = await folder({ 'Sales 2024.csv': sales, 'people.csv': people, 'notes.csv': 'a,b\n1\n' })
  const made = await gild(files.folder, 'init')
  expect(made.exitCode, made.stderr).toBe(0)
  expect(made.stdout.split('\n')).toContain('models/silver/silver_people.sql')
  expect(made.stderr).toContain('the column "Order ID" is called order_id')
  expect(made.stderr).toContain('notes.csv is left out: line 2 has 1 field where the header has 2.')
  const built = await gild(files.folder, 'build')
  expect(built.exitCode, built.stderr).toBe(0)
  expect(built.stderr).toMatch(/WARN 0 ERROR 0 SKIP 0/)
  expect(
    (await gild(files.folder, 'show', 'table_sizes', '--output', 'csv')).stdout.split('\n').sort(),
  ).toEqual(['', 'silver_people,2', 'silver_sales_2024,2', 'table_name,n_rows'])
  expect((await gild(files.folder, 'show', 'silver_sales_2024', '--output', 'csv')).stdout).toBe(
    'order_id,amount,column_3_where\n1,10.5,here\n2,,there\n',
  )
  expect(readFileSync(join(files.folder, 'Sales 2024.csv'), 'utf8')).toBe(sales)
})

test('Parquet files become sources that are read where they are, with a silver model each', async () => {
  await using files = await folder({ 'people.csv': people, 'broken.parquet': 'no Parquet' })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const rows = 'select i as "Order ID", time \'10:00\' as at, uuid() as key from range(3) t(i)'
  await connection.run(`copy (${rows}) to '${join(files.folder, 'Orders [2024].parquet')}'`)
  await connection.run(
    `copy (select null::int as id from range(2)) to '${join(files.folder, 'people.parquet')}'`,
  )
  connection.closeSync()
  const made = await gild(files.folder, 'init')
  expect(made.exitCode, made.stderr).toBe(0)
  expect(made.stderr).toContain(
    'from 1 CSV file and 2 Parquet files: people.csv, Orders [2024].parquet, people.parquet.\n' +
      '  broken.parquet is left out: it is not a Parquet file that can be read.\n',
  )
  const read = (file: string) => readFileSync(join(files.folder, file), 'utf8')
  expect(read('models/sources.yml')).toContain('location: "Orders [2024].parquet", format: parquet')
  expect(read('models/silver/silver_orders_2024.sql')).toContain('"Order ID" as order_id,')
  // The first column gets the tests that it passes.
  expect(read('models/silver/silver.yml')).toContain('- { name: order_id, data_tests: [not_null, unique] }')
  expect(read('models/silver/silver.yml')).toContain('- { name: id }\n')
  const built = await gild(files.folder, 'build')
  expect(built.stderr).toMatch(/PASS 12 WARN 0 ERROR 0 SKIP 0/)
  expect((await gild(files.folder, 'build')).stderr).toContain('nothing new in files.orders_2024\n')

  await gild(files.folder, 'init', 'other')
  expect(read('other/models/sources.yml')).toContain('location: "../Orders [2024].parquet"')
}, 30_000)

test('init NAME makes a folder, with an example where there is no CSV file', async () => {
  await using files = await folder({})
  const made = await gild(files.folder, 'init', 'my-shop')
  expect(made.stderr).toContain('Made the project "my_shop" with example data')
  expect(made.stderr).toContain('  cd my-shop\n  gild build\n')
  const shop = join(files.folder, 'my-shop')
  const built = await gild(shop, 'build')
  expect(built.exitCode, built.stderr).toBe(0)
  expect(built.stderr).toContain('WARN 0 ERROR 0 SKIP 0 NO-OP 0')
  const rows = await gild(shop, 'show', 'revenue_by_country', '--output', 'csv')
  expect(rows.stdout.split('\n').sort()).toEqual(['', 'ES,2,125.4', 'NG,2,30.75', 'country,orders,revenue'])
})

test('init overwrites nothing', async () => {
  await using files = await folder({
    'people.csv': people,
    'README.md': 'mine',
    'models/gold/gold.yml': 'mine',
  })
  const blocked = await gild(files.folder, 'init')
  expect(blocked.exitCode).toBe(2)
  expect(blocked.stderr).toContain(
    'error[init-would-overwrite]: "gild init" would overwrite "models/gold/gold.yml"',
  )
  expect(readdirSync(files.folder).sort()).toEqual(['README.md', 'models', 'people.csv'])
  await files.remove('models')
  expect((await gild(files.folder, 'init')).exitCode).toBe(0)
  expect(readFileSync(join(files.folder, 'README.md'), 'utf8')).toBe('mine')
  expect((await gild(files.folder, 'init')).stderr).toContain('error[project-exists]')
})

async function folder(files: Readonly<Record<string, string>>): Promise<TestProject> {
  const made = await testProject(files)
  await rm(join(made.folder, 'project.yml'))
  return made
}

async function gild(cwd: string, ...argv: string[]) {
  const host = { ...cliHost({ cwd }), runtime: processRuntime() }
  const exitCode = await runCommandLine(argv, host)
  return { ...host.printed, exitCode }
}
