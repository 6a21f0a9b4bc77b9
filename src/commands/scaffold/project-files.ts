import type { ScaffoldColumn, ScaffoldSource } from './file-sources.ts'
import type { ScaffoldSeed } from './seed-files.ts'

export interface ScaffoldProject {
  readonly name: string
  readonly seeds: readonly ScaffoldSeed[]
  readonly sources: readonly ScaffoldSource[]
}

/** What a silver model is made of. */
type Table = ScaffoldSeed | ScaffoldSource

/** The files of a project that builds green at once: a silver model over each seed and source, one gold model over these. */
export function projectFiles({ name, seeds, sources }: ScaffoldProject): ReadonlyMap<string, string> {
  const tables: readonly Table[] = [...seeds, ...sources]
  return new Map([
    ['project.yml', projectYaml(name)],
    ['.gitignore', 'lake/\ntarget/\ndbt_packages/\n'],
    ['README.md', readme(name, tables)],
    ...seeds.map(seed => [`seeds/${seed.name}.csv`, seed.text] as const),
    ...(seeds.length === 0 ? [] : [['seeds/seeds.yml', seedsYaml(seeds)] as const]),
    ...(sources.length === 0 ? [] : [['models/sources.yml', sourcesYaml(sources)] as const]),
    ...tables.map(table => [`models/silver/${silverName(table)}.sql`, silverSql(table)] as const),
    ['models/silver/silver.yml', silverYaml(tables)],
    ['models/gold/table_sizes.sql', goldSql(tables)],
    ['models/gold/gold.yml', goldYaml],
  ])
}

function silverName({ name }: Table): string {
  return `silver_${name}`
}

function projectYaml(name: string): string {
  return `# All keys: docs/project.md of gild.
name: ${name}
version: '1.0'

target: dev
targets:
  dev:
    lake: lake/dev

models:
  ${name}:
    silver:
      +tags: silver
      +materialized: table
    gold:
      +tags: gold
      +materialized: table
`
}

function seedsYaml(seeds: readonly ScaffoldSeed[]): string {
  const entries = seeds.map(({ name, from, delimiter }) => {
    const config = delimiter === ',' ? '' : `    config: { delimiter: ${JSON.stringify(delimiter)} }\n`
    return `  - name: ${name}\n    description: ${JSON.stringify(`The rows of ${from}.`)}\n${config}`
  })
  return `seeds:\n${entries.join('')}`
}

function sourcesYaml(sources: readonly ScaffoldSource[]): string {
  const entries = sources.map(({ name, from, location }) =>
    [
      `      - name: ${name}`,
      `        description: ${JSON.stringify(`The rows of ${from}.`)}`,
      `        external: { location: ${JSON.stringify(location)}, format: parquet }\n`,
    ].join('\n'),
  )
  return `sources:\n  - name: ${sourceName}\n    tables:\n${entries.join('')}`
}

const sourceName = 'files'

function silverSql(table: Table): string {
  const seed = isSeed(table)
  const from = seed ? `ref('${table.name}')` : `source('${sourceName}', '${table.name}')`
  const columns = seed ? table.columns : table.columns.map(columnSql)
  return `-- One row for each row of ${seed ? `seeds/${table.name}.csv` : table.from}. Clean it here: cast, rename, filter.
select
    ${columns.join(',\n    ')}
from {{ ${from} }}
`
}

function isSeed(table: Table): table is ScaffoldSeed {
  return 'text' in table
}

function columnSql({ was, name, castTo }: ScaffoldColumn): string {
  const column = was === name ? name : `"${was.replaceAll('"', '""')}"`
  const value = castTo === undefined ? column : `cast(${column} as ${castTo})`
  return value === name ? name : `${value} as ${name}`
}

function silverYaml(tables: readonly Table[]): string {
  return `models:\n${tables.map(silverEntry).join('')}`
}

function silverEntry(table: Table): string {
  const columns = isSeed(table) ? table.columns : table.columns.map(({ name }) => name)
  const lines = [
    `  - name: ${silverName(table)}`,
    `    description: The rows of ${table.name}, cleaned.`,
    '    columns:',
    ...columns.map((column, i) => `      - { name: ${column}${i === 0 ? testsOf(table, column) : ''} }`),
  ]
  return `${lines.join('\n')}\n`
}

// The first column is what people use as the key. It gets the tests that it passes now.
function testsOf({ notNull, unique }: Table, column: string): string {
  const tests = [...(notNull.has(column) ? ['not_null'] : []), ...(unique.has(column) ? ['unique'] : [])]
  return tests.length === 0 ? '' : `, data_tests: [${tests.join(', ')}]`
}

function goldSql(tables: readonly Table[]): string {
  const parts = tables.map(
    table =>
      `select '${silverName(table)}' as table_name, count(*) as n_rows from {{ ref('${silverName(table)}') }}`,
  )
  return `-- What reports read: replace it with the first question that your data should answer.\n${parts.join('\nunion all\n')}\n`
}

const goldYaml = `models:
  - name: table_sizes
    description: How many rows each silver table has.
    columns:
      - { name: table_name, data_tests: [not_null, unique] }
      - { name: n_rows, data_tests: [not_null] }
`

function readme(name: string, tables: readonly Table[]): string {
  const [first] = tables
  const seeds = tables.some(isSeed)
  const sources = !tables.every(isSeed)
  return `# ${name}

\`\`\`sh
gild build               # ${seeds ? 'loads seeds/, ' : ''}builds models/, runs the data tests
gild show table_sizes    # rows of a table
gild show ${first === undefined ? 'table_sizes' : silverName(first)}
\`\`\`

${seeds ? '- `seeds/`: CSV files, loaded as tables\n' : ''}${sources ? '- `models/sources.yml`: Parquet files, read where they are\n' : ''}- \`models/silver/\`: one clean table for each of them
- \`models/gold/\`: tables that answer questions
- the YAML beside the models describes and tests them
- \`lake/\`: the tables, as Delta
`
}
