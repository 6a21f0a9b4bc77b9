import { isMap } from '../../project/yaml/plain-data.ts'
import { hasTemplate } from '../../project/yaml/render-yaml.ts'

export interface TestCall {
  /** The macro, with its package when the test was named with one. */
  readonly macro: string
  /** The expression that gives what is tested: `ref('orders')`. */
  readonly model: string
  /** As written in YAML. */
  readonly arguments: Readonly<Record<string, unknown>>
}

/** The template of a generic test: a call of its macro with the arguments as literals and expressions. */
export function genericTestSql({ macro, model, arguments: given }: TestCall): string {
  const blocks: string[] = []
  const values = Object.entries(given).map(([name, value]) => `${name}=${expression(value, blocks)}`)
  const all = [`model=get_where_subquery(${model})`, ...values]
  return `${blocks.join('')}{{ ${macro}(${all.join(', ')}) }}`
}

/** Whether an argument is more than a literal: what it gives is known when it is rendered. */
export function isRendered(value: unknown): boolean {
  if (typeof value === 'string') return call.test(value) || hasTemplate(value)
  if (Array.isArray(value)) return value.some(isRendered)
  return isMap(value) && Object.values(value).some(isRendered)
}

// dbt lets an argument call these without braces.
const call = /^\s*(?:env_var|ref|var|source|doc)\s*\([\s\S]+\)\s*$/
const singleExpression = /^\s*\{\{-?((?:(?!\{\{|\}\}|\{%)[\s\S])*?)-?\}\}\s*$/

function expression(value: unknown, blocks: string[]): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'string') return textExpression(value, blocks)
  if (Array.isArray(value)) return `[${value.map(item => expression(item, blocks)).join(', ')}]`
  if (isMap(value)) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${literal(key)}: ${expression(inner, blocks)}`,
    )
    return `{${entries.join(', ')}}`
  }
  return String(value)
}

function textExpression(text: string, blocks: string[]): string {
  if (call.test(text)) return text.trim()
  const single = singleExpression.exec(text)?.[1]
  if (single !== undefined) return `(${single.trim()})`
  if (!hasTemplate(text)) return literal(text)
  const name = `gild_argument_${blocks.length + 1}`
  blocks.push(`{% set ${name} %}${text}{% endset %}`)
  return name
}

// The escapes of JSON are a part of those of the template language.
function literal(text: string): string {
  return JSON.stringify(text)
}
