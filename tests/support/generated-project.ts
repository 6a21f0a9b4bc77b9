import { seeded } from './seeded.ts'

/**
 * A project of so many models in layers, each described, with 1.5 data tests a model: a tenth of them reads sources, the
 * others one to three of those before, mostly of their own system. By path, as `testProject` takes it.
 */
export function generatedProject(models: number): Readonly<Record<string, string>> {
  const random = seeded(models)
  const pick = (from: number, to: number) => from + Math.floor(random() * (to - from))
  const all = Array.from({ length: models }, (_, index) => modelOf(index, models))
  const files: Record<string, string> = { 'project.yml': 'name: generated\n' }
  const sources = Math.max(1, Math.round(models / 20))
  files['models/sources.yml'] = sourcesYaml(sources)
  for (const [index, model] of all.entries()) {
    const parents = new Set<string>()
    if (model.layer === 'bronze') parents.add(`{{ source('shop', 'topic_${pick(0, sources)}') }}`)
    else {
      const earlier = all
        .slice(0, index)
        .filter(({ layer }) => rankOf(layer) < rankOf(model.layer) || random() < 0.1)
      const near = earlier.filter(({ system }) => system === model.system)
      for (let n = pick(1, 4); n > 0; n--) {
        const pool = near.length > 0 && random() < 0.85 ? near : earlier
        parents.add(`{{ ref('${pool[pick(0, pool.length)]?.name ?? all[0]?.name}') }}`)
      }
    }
    files[`${model.folder}/${model.name}.sql`] = sqlOf(model, [...parents])
    files[`${model.folder}/${model.name}.yml`] = yamlOf(model, index)
  }
  return files
}

interface GeneratedModel {
  readonly name: string
  readonly layer: 'bronze' | 'silver' | 'gold'
  readonly system: string
  readonly folder: string
}

const systems = ['sales', 'inventory', 'retail', 'finance', 'support', 'web', 'logistics', 'people']

function modelOf(index: number, models: number): GeneratedModel {
  const part = index / models
  const layer = part < 0.1 ? 'bronze' : part < 0.6 ? 'silver' : 'gold'
  const system = systems[index % systems.length] ?? 'sales'
  return { name: `${layer}_${system}_${index}`, layer, system, folder: `models/${layer}/${system}` }
}

function rankOf(layer: GeneratedModel['layer']): number {
  return ['bronze', 'silver', 'gold'].indexOf(layer)
}

function sqlOf({ layer }: GeneratedModel, parents: readonly string[]): string {
  const ctes = parents.map(
    (parent, n) => `input_${n} as (\n    select id, customer_id, amount, updated_at from ${parent}\n)`,
  )
  const union = parents.map((_, n) => `select * from input_${n}`).join('\nunion all\n')
  return `{{ config(materialized='${layer === 'bronze' ? 'view' : 'table'}') }}\n\nwith\n${ctes.join(',\n')}\n${union}\n`
}

function yamlOf({ name, layer, system }: GeneratedModel, index: number): string {
  const unique = index % 2 === 0 ? ', unique' : ''
  return `models:
  - name: ${name}
    description: Rows number ${index} of the ${layer} layer of ${system}, kept for ${systems[(index * 7) % 8]} reports.
    columns:
      - {name: id, description: Id of the row., data_tests: [not_null${unique}]}
      - {name: customer_id, description: Who it belongs to in ${system}.}
      - {name: amount, description: What it is worth in US dollars.}
      - {name: updated_at, description: When it last changed.}
`
}

function sourcesYaml(count: number): string {
  const tables = Array.from(
    { length: count },
    (_, n) => `      - {name: topic_${n}, path: raw/topic_${n}, description: Raw rows ${n}.}`,
  )
  return `sources:\n  - name: shop\n    tables:\n${tables.join('\n')}\n`
}
