import { type GildError, isGildError } from '../../../errors/gild-error.ts'
import { type Context, parse, renderNative, renderSync, toJs } from '../../template/index.ts'
import { textPosition } from './text-position.ts'
import type { YamlFile, YamlPath } from './yaml-file.ts'

export interface YamlRendering {
  readonly context: Context
  /** What values of the key `description` see; they stay text. Undefined: the same as all others. */
  readonly describing?: Context | undefined
  /** Whether the value at a path stays as it is written. */
  skip?(path: YamlPath): boolean
  report(error: GildError): void
}

/**
 * The data with every text that holds a template replaced by the value that the template gives: `"{{ var('n') }}"` is
 * a number when the variable is one. A template that fails is reported and stays as it is.
 */
export function renderYaml(yaml: YamlFile, rendering: YamlRendering): YamlFile {
  if (!holdsTemplate(yaml.data)) return yaml
  return { ...yaml, data: renderValue(yaml, rendering, { value: yaml.data, path: [] }) }
}

interface At {
  readonly value: unknown
  readonly path: YamlPath
}

function renderValue(yaml: YamlFile, rendering: YamlRendering, { value, path }: At): unknown {
  if (rendering.skip?.(path) === true) return value
  const inside = (inner: unknown, step: PropertyKey) =>
    renderValue(yaml, rendering, { value: inner, path: [...path, step] })
  if (typeof value === 'string')
    return hasTemplate(value) ? renderText(yaml, rendering, { value, path }) : value
  if (Array.isArray(value)) return value.map(inside)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inside(inner, key)]))
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return hasTemplate(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsTemplate)
}

/** Whether a text holds an expression or a statement of the template language. */
export function hasTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}

function renderText(yaml: YamlFile, rendering: YamlRendering, { value, path }: At): unknown {
  const at = yaml.locate(path)
  try {
    const template = parse(String(value), yaml.file, { firstPosition: textPosition(at, String(value)) })
    const { context, describing } = rendering
    if (describing === undefined || path.at(-1) !== 'description')
      return toJs(renderNative(template, context, { undefined: 'lenient' }))
    return renderSync(template, describing, { undefined: 'lenient' }).text
  } catch (error) {
    if (!isGildError(error)) throw error
    rendering.report(error)
    return undefined
  }
}
