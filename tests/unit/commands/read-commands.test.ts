import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processRuntime } from '../../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../../src/cli/run-command-line.ts'
import { build } from '../../../src/commands/build.ts'
import { clean } from '../../../src/commands/clean.ts'
import { list } from '../../../src/commands/ls.ts'
import { cliHost } from '../../support/cli-host.ts'
import { type TestProject, testProject } from '../../support/test-project.ts'

let project: TestProject
const runtime = processRuntime()

beforeAll(async () => {
  project = await testProject({
    'project.yml': 'name: shop\nclean-targets: [target, logs]\n',
    'seeds/countries.csv': 'code,name\nde,Germany\nfr,France\njp,日本\n',
    'models/lengths.sql': "select code, name, length(name) as n from {{ ref('countries') }}\n",
    'models/totals.sql':
      "{{ config(materialized='incremental', incremental_strategy='append', tags=['gold']) }}\nselect code, n * 1.5 as x, 9007199254740993 as big, null as nothing from {{ ref('lengths') }}\n{% if is_incremental() %}where n > 100{% endif %}\n",
    'models/schema.yml': `models:
  - name: totals
    columns:
      - name: code
        data_tests: [unique, accepted_values: {arguments: {values: [de, fr]}}]
`,
  })
  const options = { projectDir: project.folder, select: [], exclude: [], fullRefresh: false, failFast: false }
  const deps = { runtime, events: () => undefined, signal: new AbortController().signal, version: '0.1.0' }
  const { outcomes } = await build(options, deps)
  expect(outcomes.map(({ name, status }) => [name, status])).toContainEqual(['totals', 'success'])
}, 60_000)

afterAll(() => project[Symbol.asyncDispose]())

test('ls lists parents before children, as selectors, names, paths or JSON', async () => {
  expect((await gild('ls', '--resource-type', 'model', 'seed')).stdout).toBe(
    'shop.countries\nshop.lengths\nshop.totals\n',
  )
  expect((await gild('ls', '-s', 'tag:gold', '--output', 'name', '--resource-type', 'model')).stdout).toBe(
    'totals\n',
  )
  expect((await gild('ls', '-s', 'lengths', '--output', 'path')).stdout).toBe('models/lengths.sql\n')
  const [line = ''] = (await gild('ls', '-s', 'lengths', '--output', 'json')).stdout.split('\n')
  expect(JSON.parse(line)).toMatchObject({
    unique_id: 'model.shop.lengths',
    resource_type: 'model',
    depends_on: { nodes: ['seed.shop.countries'] },
  })
})

test('what ls prints selects the same again', async () => {
  const all = { projectDir: project.folder, exclude: [], resourceTypes: undefined }
  const { lines } = await list({ ...all, select: [], output: 'selector' }, runtime)
  expect(lines.length).toBeGreaterThan(3)
  for (const selector of lines) {
    const again = await list({ ...all, select: [selector], output: 'selector' }, runtime)
    expect(again.lines).toContain(selector)
  }
})

test('a selector that finds nothing is a warning, with the nearest', async () => {
  const { stderr, exitCode } = await gild('ls', '-s', 'tag:glod')
  expect(stderr).toContain('The selector "tag:glod" matches no node.')
  expect(exitCode).toBe(0)
})

test('show prints rows of a table, of a view and of a seed', async () => {
  const shown = await gild('show', 'totals')
  expect(shown.stdout).toContain('│ de      │')
  expect(shown.stdout).toContain('9007199254740993')
  expect(shown.stdout).toContain('NULL')
  expect(shown.stderr).toBe('3 rows, 4 columns\n')
  expect((await gild('show', 'lengths', '--limit', '2')).stderr).toBe(
    'first 2 rows (more with --limit), 3 columns\n',
  )
  expect((await gild('show', 'countries', '--limit', '-1', '-q')).stderr).toBe('')
})

test('show prints the bad rows of a data test', async () => {
  const { stdout } = await gild('show', 'accepted_values_totals_code__de__fr')
  expect(stdout).toContain('jp')
  expect(stdout).not.toContain('de ')
})

test('show prints a query as JSON lines', async () => {
  const sql = "select code, n, [n] as list from {{ ref('lengths') }} order by code desc"
  const { stdout } = await gild('show', '--inline', sql, '--limit', '1', '--log-format', 'json')
  expect(stdout).toBe('{"code":"jp","n":2,"list":[2]}\n')
})

test('show prints CSV, with NULL empty and empty text quoted', async () => {
  const sql = `select 'a,"b"' as t, '' as e, null as n, [1, 2] as l, 9007199254740993 as big`
  const { stdout } = await gild('show', '--inline', sql, '--output', 'csv')
  expect(stdout).toBe('t,e,n,l,big\n"a,""b""","",,"[1,2]",9007199254740993\n')
})

test('show writes all rows to a file, in the form that was asked for', async () => {
  const file = (name: string) => ['--output-file', join(project.folder, name)]
  await gild('show', 'countries', '--output', 'csv', ...file('out/c.csv'))
  expect(read('out/c.csv')).toBe('code,name\nde,Germany\nfr,France\njp,日本\n')
  await gild('show', 'countries', '--output', 'json', '--limit', '1', ...file('out/c.json'))
  expect(read('out/c.json')).toBe('{"code":"de","name":"Germany"}\n')
  const parquet = await gild('show', 'totals', '--output', 'parquet', ...file('out/c.parquet'))
  expect(parquet.stderr).toContain('Wrote 3 rows to ')
  const back = `select code, x from read_parquet('${join(project.folder, 'out/c.parquet')}') order by code`
  expect((await gild('show', '--inline', back, '--output', 'csv')).stdout).toBe(
    'code,x\nde,10.5\nfr,9.0\njp,3.0\n',
  )
  expect(readdirSync(join(project.folder, 'out'))).toEqual(['c.csv', 'c.json', 'c.parquet'])
  expect((await gild('show', 'totals', '--output', 'parquet')).stderr).toContain('error[parquet-needs-file]')
  const broken = await gild('show', 'totals', '--output', 'parquet', ...file('out/c.csv/x.parquet'))
  expect(broken).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('error[output-unwritable]') })
})

test('an SQL error of a query has its place in the query', async () => {
  const { stderr, exitCode } = await gild('show', '--inline', "select cod\nfrom {{ ref('lengths') }}")
  expect(exitCode).toBe(1)
  expect(stderr).toContain('error[sql-error]')
  expect(stderr).toContain('--inline:1:8\n   1 | select cod\n     |        ^')
  expect(stderr).toMatch(/hint: Did you mean .*"code"/)
})

test('a misspelt name is answered with the nearest', async () => {
  const { stderr, exitCode } = await gild('show', 'totls')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('hint: Did you mean "totals"?')
})

test('compile writes the SQL that the next build runs', async () => {
  const { stdout, exitCode } = await gild('compile', '-s', 'totals')
  expect(exitCode).toBe(0)
  const [file = '', ...tests] = stdout.trimEnd().split('\n')
  expect(file).toBe('target/compiled/shop/models/totals.sql')
  expect(tests).toHaveLength(2)
  expect(read(file)).toContain('where n > 100')
  await gild('compile', '-s', 'totals', '--full-refresh')
  expect(read(file)).not.toContain('where n > 100')
  expect((await gild('compile', '--inline', '{{ 1 + 2 }}')).stdout).toBe('3\n')
})

test('table history lists versions, newest first', async () => {
  const { stdout } = await gild('table', 'history', 'totals')
  expect(stdout).toMatch(/│ version │ time \(UTC\) {14}│ operation/)
  expect(stdout).toMatch(/│ {7}0 │ .* │ CREATE TABLE AS SELECT │ {4}3 │ {4}\+1 │ gild\/0\.1\.0 build │/)
  const json = await gild('table', 'history', 'totals', '--log-format', 'json')
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 0,
    rows: 3,
    files_added: 1,
    info: { command: 'build' },
  })
  expect((await gild('table', 'history', 'lengths')).stderr).toContain(
    '"lengths" has no table: it is materialized as view.',
  )
})

test('a table that is not built yet is named with the way to build it', async () => {
  await project.write({ 'models/later.sql': "{{ config(materialized='table') }} select 1 as one" })
  expect((await gild('table', 'history', 'later')).stderr).toContain('gild build --select later')
  for (const what of [['later'], ['--inline', "select * from {{ ref('later') }}"]]) {
    expect((await gild('show', ...what)).stderr).toContain('error[table-not-built]: The table of "later"')
  }
  await project.remove('models/later.sql')
})

test('clean removes what is made and refuses what holds tables', async () => {
  await project.write({ 'logs/x.log': 'x', 'target/extra/x': 'x' })
  expect((await gild('clean')).stdout).toBe('target\nlogs\n')
  expect(existsSync(join(project.folder, 'target'))).toBe(false)
  expect(existsSync(join(project.folder, 'lake'))).toBe(true)
  expect((await gild('clean')).stderr).toBe('Nothing to clean.\n')
  await project.write({ 'logs/old/_delta_log/0.json': '{}' })
  await expect(clean({ projectDir: project.folder }, runtime)).rejects.toMatchObject({
    code: 'clean-refused',
  })
  expect(existsSync(join(project.folder, 'logs/old'))).toBe(true)
})

test('a broken model stops neither clean nor generate: they read project.yml only', async () => {
  await using broken = await testProject({ 'models/a.sql': "select {{ ref('nothing') }", 'target/x': 'x' })
  const at = ['--project-dir', broken.folder]
  expect((await gild('ls', ...at)).exitCode).toBe(2)
  expect(await gild('clean', ...at)).toMatchObject({ exitCode: 0, stdout: 'target\n' })
  const generated = await gild('generate', 'fastcart', '--orders', '3', ...at)
  expect(generated).toMatchObject({ exitCode: 0, stdout: '' })
  expect(generated.stderr).toContain('It has 3 orders')
  await broken.write({ 'project.yml': 'name: shop\ncolour: red\n' })
  expect((await gild('clean', ...at)).stderr).toContain('--> project.yml:2:1')
})

async function gild(...argv: string[]) {
  const host = { ...cliHost({ cwd: project.folder }), runtime }
  const exitCode = await runCommandLine(argv, host)
  return { ...host.printed, exitCode }
}

function read(file: string): string {
  return readFileSync(join(project.folder, file), 'utf8')
}
