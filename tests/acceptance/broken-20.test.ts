import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processRuntime } from '../../src/adapters/process/process-runtime.ts'
import { runCommandLine } from '../../src/cli/run-command-line.ts'
import { cliHost } from '../support/cli-host.ts'
import { type TestProject, testProject } from '../support/test-project.ts'

const people = `id,name,city
1,Ada,Malaga
2,Ben,Lagos
3,Cleo,Malaga
`
const sales = `order_id,person_id,ordered_on,amount
10,1,2025-01-03,19.90
11,2,2025-01-04,5.00
12,1,2025-01-04,7.50
`

let project: TestProject
let made: Readonly<Record<string, string>>

// What a new user has after `gild init` beside two CSV files, a first build, and a first model of their own.
beforeAll(async () => {
  project = await testProject({ 'people.csv': people, 'sales.csv': sales })
  await project.remove('project.yml')
  expect((await gild('init')).exitCode).toBe(0)
  made = {
    'project.yml': await text('project.yml'),
    'seeds/sales.csv': sales,
    'models/silver/silver.yml': await text('models/silver/silver.yml'),
    'models/silver/silver_sales.sql': await text('models/silver/silver_sales.sql'),
    'models/gold/revenue.sql': `select
    city,
    sum(amount) as revenue
from {{ ref('silver_sales') }} as sales
join {{ ref('silver_people') }} as people on people.id = sales.person_id
group by city
`,
  }
  await project.write(made)
  const { exitCode, stderr } = await gild('build')
  expect(exitCode, stderr).toBe(0)
}, 60_000)

afterAll(() => project[Symbol.asyncDispose]())

interface Mistake {
  readonly name: string
  readonly file: keyof typeof edited
  readonly change: readonly [from: string, to: string]
  readonly exitCode?: number
}

const edited = {
  project: 'project.yml',
  seed: 'seeds/sales.csv',
  yaml: 'models/silver/silver.yml',
  silver: 'models/silver/silver_sales.sql',
  gold: 'models/gold/revenue.sql',
} as const

const mistakes: readonly Mistake[] = [
  { name: 'ref-misspelt', file: 'gold', change: ["ref('silver_sales')", "ref('silver_sale')"] },
  { name: 'ref-unquoted', file: 'gold', change: ["ref('silver_sales')", 'ref(silver_sales)'] },
  { name: 'ref-not-closed', file: 'gold', change: ["ref('silver_sales') }}", "ref('silver_sales') }"] },
  { name: 'table-without-ref', file: 'gold', change: ["{{ ref('silver_sales') }}", 'silver_sales'] },
  {
    name: 'function-misspelt',
    file: 'gold',
    change: ["{{ ref('silver_sales') }}", "{{ reff('silver_sales') }}"],
  },
  { name: 'column-misspelt', file: 'gold', change: ['sum(amount)', 'sum(amout)'] },
  { name: 'sql-function-misspelt', file: 'gold', change: ['sum(amount)', 'summ(amount)'] },
  { name: 'comma-missing', file: 'gold', change: ['city,', 'city'] },
  { name: 'group-by-missing', file: 'gold', change: ['group by city', ''] },
  { name: 'two-statements', file: 'gold', change: ['group by city', 'group by city; select 1'] },
  { name: 'type-mismatch', file: 'gold', change: ['sum(amount)', 'sum(city)'] },
  { name: 'config-misspelt', file: 'gold', change: ['select', "{{ config(materialised='table') }}\nselect"] },
  {
    name: 'materialization-unknown',
    file: 'gold',
    change: ['select', "{{ config(materialized='tabel') }}\nselect"],
  },
  { name: 'endif-missing', file: 'gold', change: ['group by', '{% if true %}group by'] },
  { name: 'yaml-indentation', file: 'yaml', change: ['    columns:', '   columns:'] },
  { name: 'yaml-test-unknown', file: 'yaml', change: ['not_null', 'notnull'] },
  { name: 'yaml-key-misspelt', file: 'yaml', change: ['    columns:', '    colums:'] },
  { name: 'yaml-model-unknown', file: 'yaml', change: ['silver_people', 'silver_poeple'], exitCode: 0 },
  { name: 'project-name-missing', file: 'project', change: ['name: ', 'nam: '] },
  { name: 'project-lake-misspelt', file: 'project', change: ['lake: lake', 'lak: lake'] },
  { name: 'test-fails', file: 'seed', change: ['12,1,', '11,1,'] },
  { name: 'seed-field-missing', file: 'seed', change: ['11,2,2025-01-04,5.00', '11,2,2025-01-04'] },
  { name: 'seed-column-renamed', file: 'seed', change: ['ordered_on', 'date'] },
]

test.each(mistakes)('$name is told so that it can be put right', async ({ name, file, change, exitCode }) => {
  const path = edited[file]
  const before = made[path] ?? ''
  const after = before.replace(...change)
  expect(after).not.toBe(before)
  await project.write({ ...made, [path]: after })
  const result = await gild('build')
  await expect(stable(result)).toMatchFileSnapshot(join('../golden/broken-20', `${name}.txt`))
  expect(result.exitCode).toBe(exitCode ?? (result.stderr.includes('Done in') ? 1 : 2))
  await project.write(made)
})

test('after all that, the project builds again', async () => {
  await rm(join(project.folder, 'lake'), { recursive: true })
  const { exitCode, stderr } = await gild('build')
  expect(exitCode, stderr).toBe(0)
})

async function gild(...argv: string[]) {
  const host = { ...cliHost({ cwd: project.folder }), runtime: processRuntime() }
  const exitCode = await runCommandLine([...argv, '--threads', '1'], host)
  return { ...host.printed, exitCode }
}

async function text(file: string): Promise<string> {
  return readFile(join(project.folder, file), 'utf8')
}

// What differs from run to run: the folder and times.
function stable({ stderr, exitCode }: { stderr: string; exitCode: number }): string {
  return `${stderr
    .replaceAll(project.folder, '<folder>')
    .replaceAll(/gild_test_\w+/g, 'shop')
    .replaceAll(/\b\d+\.\d+s\b/g, '<time>')
    // Told only of runs that take long.
    .replaceAll(/ {2}slowest .*$/gm, '')
    .replaceAll(/ +$/gm, '')}\nexit code ${exitCode}\n`
}
