import { execFile } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { cliHost } from '../support/cli-host.ts'
import { type DemoProject, demoProject, expectGreen, frozenNow, runtimeAt } from '../support/demo-project.ts'
import { openLakeReader, rowDifferences } from '../support/lake-reader.ts'

// The demo's own tables that the README names or that have the most kinds of columns.
const gold = 'gold/sales_performance/daily_product_revenue'
const silver = 'silver/orders'

const readme = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8')
let demo: DemoProject

beforeAll(async () => {
  demo = await demoProject()
  await demo.generate({ orders: 400 })
  expectGreen(await demo.build())
})

afterAll(() => demo[Symbol.asyncDispose]())

test('DuckDB reads what the README says', async () => {
  const extensions = join(demo.folder, 'extensions')
  const instance = await DuckDBInstance.create(':memory:', { extension_directory: extensions })
  const connection = await instance.connect()
  const [[version]] = (await connection.runAndReadAll('select version()')).getRows() as [[string]]
  await placeExtension(join(extensions, version))
  const rows = join(demo.folder, 'duckdb.parquet')
  const [select = '', ...before] = statementsOf(snippetBelow('DuckDB', 'sql')).reverse()
  // The README is read in the folder of the project.
  const asked = select.replace("'lake/", `'${demo.folder}/lake/`)
  expect(asked).not.toBe(select)
  for (const statement of before.reverse()) await connection.run(statement)
  await connection.run(`copy (${asked}) to '${rows}'`)
  connection.closeSync()
  await expectRows(rows, `select * from t.ours order by date desc, total_revenue desc limit 5`)
})

test('DuckDB scans a topic as docs/topic-log.md says', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/topic-log.md'), 'utf8')
  const [, sql = ''] = /^```sql\n([\s\S]*?)^```$/m.exec(page) ?? []
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const scan = sql.replace("'lake/", `'${demo.folder}/lake/`)
  expect(scan).not.toBe(sql)
  const counted = await connection.runAndReadAll(`select count(*), count(value) from (${scan})`)
  connection.closeSync()
  const topic = join(demo.topics, 'ecommerce-sales/0')
  const lines = (await readdir(topic))
    .filter(name => name.endsWith('.log'))
    .map(name => readFile(join(topic, name), 'utf8'))
  const records = (await Promise.all(lines)).join('').split('\n').length - 1
  expect(records).toBeGreaterThan(100)
  expect(counted.getRows()).toEqual([[BigInt(records), BigInt(records)]])
})

test('Python reads what the README says', async () => {
  const rows = await runPython(snippetBelow('Python', 'python'), [])
  await expectRows(rows, 'select * from t.ours')
})

test('Spark reads what the README says, and a silver table with the same rows', async () => {
  const folders = [gold, silver].map(table => [`lake/dev/${table}`, join(demo.folder, 'spark', table)])
  await runPython(snippetBelow('Spark', 'python'), folders.flat(), await sparkConfig())
  for (const [table, model] of [
    [gold, 'daily_product_revenue'],
    [silver, 'silver_orders'],
  ] as const) {
    const file = join(demo.folder, `${table.replaceAll('/', '-')}.parquet`)
    await show(model, file)
    await expectSame(
      `read_parquet('${join(demo.folder, 'spark', table)}/*.parquet')`,
      `read_parquet('${file}')`,
    )
  }
})

/** The first block of a language below the line that begins with a word. */
function snippetBelow(start: string, language: string): string {
  const found = new RegExp(`^${start}[^\n]*:\n\n\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(
    readme,
  )?.[1]
  if (found === undefined) throw new Error(`the README has no ${language} below "${start}"`)
  return found
}

function statementsOf(sql: string): string[] {
  return sql
    .split(';')
    .map(statement => statement.trim())
    .filter(statement => statement !== '')
}

// `install delta` finds what is there already, and asks nobody.
async function placeExtension(folder: string): Promise<void> {
  const platform = join(folder, `linux_${process.arch === 'arm64' ? 'arm64' : 'amd64'}`)
  await mkdir(platform, { recursive: true })
  const find = 'import duckdb_extension_delta as d; print(d.__path__[0])'
  const { stdout } = await promisify(execFile)(python(), ['-c', find])
  const name = 'delta.duckdb_extension'
  const version = folder.slice(folder.lastIndexOf('/') + 1)
  await copyFile(join(stdout.trim(), 'extensions', version, name), join(platform, name))
}

function python(): string {
  const { GILD_PYTHON } = process.env
  if (GILD_PYTHON === undefined)
    throw new Error('GILD_PYTHON is not set: run this suite by npm run test:interop')
  return GILD_PYTHON
}

async function runPython(
  snippet: string,
  tables: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const [file, rows] = ['snippet.py', 'python.parquet'].map(name => join(demo.folder, name)) as [
    string,
    string,
  ]
  await writeFile(file, snippet)
  const script = join(import.meta.dirname, 'run-snippet.py')
  const options = { cwd: demo.folder, env: { ...process.env, ...env }, maxBuffer: 1 << 26 }
  await promisify(execFile)(python(), [script, file, rows, ...tables], options)
  return rows
}

// What a machine of two cores needs, and where the jars are kept; the session itself is the README's.
async function sparkConfig(): Promise<Readonly<Record<string, string>>> {
  const folder = join(demo.folder, 'spark-conf')
  const cache = resolve('node_modules/.cache/gild-interop-jars')
  await mkdir(folder)
  await writeFile(
    join(folder, 'ivy.xml'),
    '<ivysettings><settings defaultResolver="central"/><resolvers><ibiblio name="central" m2compatible="true"/></resolvers></ivysettings>',
  )
  const settings = {
    'spark.master': 'local[2]',
    'spark.driver.memory': '1g',
    'spark.driver.host': '127.0.0.1',
    'spark.jars.ivy': cache,
    'spark.jars.ivySettings': join(folder, 'ivy.xml'),
    'spark.ui.enabled': 'false',
    'spark.sql.shuffle.partitions': '1',
    'spark.databricks.delta.snapshotPartitions': '1',
    'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
    'spark.log.level': 'ERROR',
  }
  const lines = Object.entries(settings).map(entry => entry.join(' '))
  await writeFile(join(folder, 'spark-defaults.conf'), lines.join('\n'))
  return { SPARK_CONF_DIR: folder }
}

async function show(model: string, file: string): Promise<void> {
  const host = { ...cliHost({ cwd: demo.folder }), runtime: runtimeAt(frozenNow) }
  const args = ['show', model, '--output', 'parquet', '--output-file', file]
  expect(await runCommandLine(args, host), host.printed.stderr).toBe(0)
}

// Pandas may add an index, and may give decimals and dates types of its own: the columns of our table decide.
async function expectRows(file: string, ours: string): Promise<void> {
  await using reader = await openLakeReader(demo.lake)
  const { columns } = await reader.pin({ path: gold })
  const cast = columns.map(({ name, type }) => `"${name}"::${type} as "${name}"`).join(', ')
  const tables = { ours: { path: gold } }
  const [[count = 0n] = []] = await reader.rows(`select count(*) from (${ours})`, tables)
  expect(Number(count)).toBeGreaterThan(4)
  const found = await rowDifferences(reader, {
    left: ours,
    right: `select ${cast} from read_parquet('${file}')`,
    tables,
  })
  expect(found).toEqual({ onlyLeft: 0n, onlyRight: 0n })
}

async function expectSame(left: string, right: string): Promise<void> {
  await using reader = await openLakeReader(demo.lake)
  const [[count = 0n] = []] = await reader.rows(`select count(*) from ${right}`)
  expect(Number(count)).toBeGreaterThan(4)
  const found = await rowDifferences(reader, {
    left: `select * from ${left}`,
    right: `select * from ${right}`,
    tables: {},
  })
  expect(found).toEqual({ onlyLeft: 0n, onlyRight: 0n })
}
