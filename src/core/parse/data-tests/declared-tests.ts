import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { testConfigSchema } from '../../project/schema/node-config.ts'
import { isMap, type PlainMap } from '../../project/yaml/plain-data.ts'
import { renderYaml } from '../../project/yaml/render-yaml.ts'
import { validate } from '../../project/yaml/validate.ts'
import type { YamlFile, YamlPath } from '../../project/yaml/yaml-file.ts'
import type { ParseRun } from '../parse-run.ts'

/** One entry of `data_tests:`, taken apart. */
export interface DeclaredTest {
  /** As written: `unique`, `dbt_utils.equality`. */
  readonly test: string
  /** Set with `name:`. */
  readonly customName: string | undefined
  readonly description: string
  readonly arguments: PlainMap
  readonly config: PlainMap
  readonly at: Location
  /** Where an argument or a config key was written. */
  locate(key: string, part?: 'key' | 'value'): Location
}

export interface TestEntry {
  readonly yaml: YamlFile
  readonly path: YamlPath
  readonly value: string | PlainMap
}

/** Reads an entry: in dbt's flat form config and arguments stand together, else under `config` and `arguments`. */
export function declaredTest(run: ParseRun, entry: TestEntry): DeclaredTest | undefined {
  const { yaml, path, value } = entry
  const form = entryForm(entry)
  if (form === undefined) {
    const params = {
      key: 'data_tests',
      expected: 'a test, or a map of one test',
      found: 'a map of several keys',
    }
    const at =
      typeof value === 'string' ? undefined : yaml.locate([...path, Object.keys(value)[1] ?? ''], 'key')
    run.diagnostics.report(new GildError('yaml-invalid-value', params, { at }))
    return undefined
  }
  const { test, body, bodyPath } = form
  const { name, test_name: _, description, config, arguments: named, ...flat } = body
  const configKeys = Object.keys(testConfigSchema.shape)
  const flatConfig = Object.fromEntries(Object.entries(flat).filter(([key]) => configKeys.includes(key)))
  const flatArguments = Object.fromEntries(Object.entries(flat).filter(([key]) => !configKeys.includes(key)))
  const locate = (key: string, part?: 'key' | 'value') => yaml.locate(keyPath({ body, bodyPath }, key), part)
  const merged = { ...flatConfig, ...(isMap(config) ? config : {}) }
  return {
    test,
    customName: typeof name === 'string' ? name : undefined,
    description: describedAs(run, { description, yaml, path: [...bodyPath, 'description'] }),
    arguments: { ...flatArguments, ...(isMap(named) ? named : {}) },
    config: checkedConfig(run, { config: merged, yaml, body, bodyPath }),
    at: typeof value === 'string' ? yaml.locate(path) : yaml.locate(bodyPath, 'key'),
    locate,
  }
}

interface Described {
  readonly description: unknown
  readonly yaml: YamlFile
  readonly path: YamlPath
}

function describedAs(run: ParseRun, { description, yaml, path }: Described): string {
  if (typeof description !== 'string') return ''
  const { yamlContext: context, describing } = run
  const written: YamlFile = { file: yaml.file, data: { description }, locate: () => yaml.locate(path) }
  const { data } = renderYaml(written, { context, describing, report: run.diagnostics.report })
  return isMap(data) && typeof data.description === 'string' ? data.description : ''
}

interface Body {
  readonly body: PlainMap
  readonly bodyPath: YamlPath
}

interface Form extends Body {
  readonly test: string
}

function entryForm({ path, value }: TestEntry): Form | undefined {
  if (typeof value === 'string') return { test: value, body: {}, bodyPath: path }
  if (typeof value.test_name === 'string') return { test: value.test_name, body: value, bodyPath: path }
  const [first, ...others] = Object.entries(value)
  if (first === undefined || others.some(([key]) => !outerKeys.has(key))) return undefined
  const [test, body] = first
  const outer = Object.fromEntries(others)
  return { test, body: { ...outer, ...(isMap(body) ? body : {}) }, bodyPath: [...path, test] }
}

// Beside the test's own key, as they are often indented by mistake; dbt takes them too.
const outerKeys: ReadonlySet<string> = new Set(['name', 'description', 'config', 'arguments'])

function keyPath({ body, bodyPath }: Body, key: string): YamlPath {
  for (const group of ['config', 'arguments']) {
    const inner = body[group]
    if (isMap(inner) && Object.hasOwn(inner, key)) return [...bodyPath, group, key]
  }
  return [...bodyPath, key]
}

interface ConfigToCheck extends Body {
  readonly config: PlainMap
  readonly yaml: YamlFile
}

function checkedConfig(run: ParseRun, { config, yaml, body, bodyPath }: ConfigToCheck): PlainMap {
  const at = (path: YamlPath, part?: 'key' | 'value') => {
    const [key, ...rest] = path
    return yaml.locate(
      key === undefined ? bodyPath : [...keyPath({ body, bodyPath }, String(key)), ...rest],
      part,
    )
  }
  const report = run.diagnostics.report
  const rendered = renderYaml(
    { file: yaml.file, data: config, locate: at },
    { context: run.yamlContext, report },
  )
  const checked = { schema: testConfigSchema, data: rendered.data, name: 'The data test', locate: at }
  return validate(checked, report) ?? {}
}
