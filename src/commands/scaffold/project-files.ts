import type { ScaffoldSeed } from './seed-files.ts'

export interface ScaffoldProject {
  readonly name: string
  readonly seeds: readonly ScaffoldSeed[]
}

/** The files of a project that builds green at once: a silver model over each seed, one gold model over these. */
export function projectFiles({ name, seeds }: ScaffoldProject): ReadonlyMap<string, string> {
  return new Map([
    ['project.yml', projectYaml(name)],
    ['.gitignore', 'lake/\ntarget/\ndbt_packages/\n'],
    ['README.md', readme(name, seeds)],
    ...seeds.map(seed => [`seeds/${seed.name}.csv`, seed.text] as const),
    ['seeds/seeds.yml', seedsYaml(seeds)],
    ...seeds.map(seed => [`models/silver/${silverName(seed)}.sql`, silverSql(seed)] as const),
    ['models/silver/silver.yml', silverYaml(seeds)],
    ['models/gold/table_sizes.sql', goldSql(seeds)],
    ['models/gold/gold.yml', goldYaml],
  ])
}

function silverName({ name }: ScaffoldSeed): string {
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

function silverSql(seed: ScaffoldSeed): string {
  return `-- One row for each row of seeds/${seed.name}.csv. Clean it here: cast, rename, filter.
select
    ${seed.columns.join(',\n    ')}
from {{ ref('${seed.name}') }}
`
}

function silverYaml(seeds: readonly ScaffoldSeed[]): string {
  return `models:\n${seeds.map(silverEntry).join('')}`
}

function silverEntry(seed: ScaffoldSeed): string {
  const lines = [
    `  - name: ${silverName(seed)}`,
    `    description: The rows of ${seed.name}, cleaned.`,
    '    columns:',
    ...seed.columns.map((column, i) => `      - { name: ${column}${i === 0 ? testsOf(seed, column) : ''} }`),
  ]
  return `${lines.join('\n')}\n`
}

// The first column is what people use as the key. It gets the tests that it passes now.
function testsOf({ notNull, unique }: ScaffoldSeed, column: string): string {
  const tests = [...(notNull.has(column) ? ['not_null'] : []), ...(unique.has(column) ? ['unique'] : [])]
  return tests.length === 0 ? '' : `, data_tests: [${tests.join(', ')}]`
}

function goldSql(seeds: readonly ScaffoldSeed[]): string {
  const parts = seeds.map(
    seed =>
      `select '${silverName(seed)}' as table_name, count(*) as n_rows from {{ ref('${silverName(seed)}') }}`,
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

function readme(name: string, seeds: readonly ScaffoldSeed[]): string {
  const [first] = seeds
  return `# ${name}

\`\`\`sh
gild build               # loads seeds/, builds models/, runs the data tests
gild show table_sizes    # rows of a table
gild show ${first === undefined ? 'table_sizes' : silverName(first)}
\`\`\`

- \`seeds/\`: CSV files, loaded as tables
- \`models/silver/\`: one clean table for each of them
- \`models/gold/\`: tables that answer questions
- the YAML beside the models describes and tests them
- \`lake/\`: the tables, as Delta
`
}
