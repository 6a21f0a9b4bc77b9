export interface LayeredModelsOptions {
  readonly models: number
  readonly materialized: 'view' | 'table'
}

export interface LayeredModel {
  readonly name: string
  /** Names of the models it reads. */
  readonly reads: readonly string[]
  /** With every relation that it reads written by `relation`. */
  sql(relation: (name: string) => string): string
}

const rootShare = 0.2
const rootRows = 100

/**
 * Small models in three layers: a fifth makes 100 rows, two fifths read two of these, the others two of the second
 * layer. The same for the same number.
 */
export function layeredModels(models: number): readonly LayeredModel[] {
  const roots = Math.max(2, Math.round(models * rootShare))
  const middle = roots + Math.max(2, Math.round((models - roots) / 2))
  return Array.from({ length: models }, (_, i): LayeredModel => {
    if (i < roots) return { name: nameOf(i), reads: [], sql: () => rootSql(i) }
    const [from, to] = i < middle ? [0, roots] : [roots, middle]
    // Two that differ: 7 steps on, and 7 is no multiple of the layer's size.
    const reads = [i, i + 7].map(n => nameOf(from + (n % (to - from))))
    return { name: nameOf(i), reads, sql: relation => unionSql(reads.map(relation)) }
  })
}

/** The models as a project without data tests, by path, as `testProject` takes it. */
export function layeredProject({
  models,
  materialized,
}: LayeredModelsOptions): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'project.yml': `name: layered\nmodels:\n  layered:\n    +materialized: ${materialized}\n`,
  }
  for (const { name, sql } of layeredModels(models)) {
    files[`models/${name}.sql`] = `${sql(read => `{{ ref('${read}') }}`)}\n`
  }
  return files
}

function nameOf(index: number): string {
  return `model_${String(index).padStart(5, '0')}`
}

function rootSql(index: number): string {
  return `select i as id, i % 10 as customer_id, (i * ${index})::decimal(12, 2) as amount from range(${rootRows}) t(i)`
}

function unionSql([a, b]: readonly string[]): string {
  return `select id, customer_id, a.amount + b.amount as amount from ${a} as a join ${b} as b using (id, customer_id)`
}
