import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import type { ConfigLevel } from '../../project/config-levels.ts'
import { isHookPath } from '../../project/hooks.ts'
import type { ExposureFile } from '../../project/schema/exposure-file.ts'
import {
  ignoredResources,
  type MacroProperties,
  type ModelProperties,
  type PropertiesFile,
  propertiesFileSchema,
  type SeedProperties,
  type SingularTestProperties,
  type SourceProperties,
} from '../../project/schema/properties-file.ts'
import type { UnitTestFile } from '../../project/schema/unit-test-file.ts'
import { isMap, type PlainMap } from '../../project/yaml/plain-data.ts'
import { renderYaml } from '../../project/yaml/render-yaml.ts'
import { validate } from '../../project/yaml/validate.ts'
import { parseYaml, type YamlFile, type YamlPath } from '../../project/yaml/yaml-file.ts'
import type { Context } from '../../template/index.ts'
import type { Diagnostics } from '../diagnostics.ts'

/** What YAML says about one thing, and where. */
export interface Entry<T> {
  readonly value: T
  readonly yaml: YamlFile
  readonly path: YamlPath
}

/** The properties of all YAML files. */
export interface Properties {
  readonly models: ReadonlyMap<string, Entry<ModelProperties>>
  readonly seeds: ReadonlyMap<string, Entry<SeedProperties>>
  readonly sources: readonly Entry<SourceProperties>[]
  readonly macros: ReadonlyMap<string, Entry<MacroProperties>>
  readonly dataTests: ReadonlyMap<string, Entry<SingularTestProperties>>
  readonly unitTests: readonly Entry<UnitTestFile>[]
  readonly exposures: ReadonlyMap<string, Entry<ExposureFile>>
}

export interface PropertiesSource {
  /** YAML files: path and text. */
  readonly files: readonly (readonly [string, string])[]
  readonly context: Context
  /** What descriptions see. */
  readonly describing: Context
  readonly diagnostics: Diagnostics
}

/** Reads all YAML files beside models, seeds, tests and macros. */
export function readProperties({ files, ...source }: PropertiesSource): Properties {
  const { diagnostics } = source
  const read = files.flatMap(([file, text]) => readFile({ file, text, ...source }))
  const all = <T>(entriesOf: (file: PropertiesFile) => readonly Listed<T>[]): readonly Entry<T>[] =>
    read.flatMap(({ yaml, value }) => entriesOf(value).map(each => ({ ...each, yaml })))
  const named = <T extends { readonly name: string }>(
    kind: string,
    entriesOf: (file: PropertiesFile) => readonly Listed<T>[],
  ) => byName(kind, all(entriesOf), diagnostics)
  return {
    models: named('model', file => listed('models', file.models)),
    seeds: named('seed', file => listed('seeds', file.seeds)),
    macros: named('macro', file => listed('macros', file.macros)),
    dataTests: named('data test', file => [
      ...listed('data_tests', file.data_tests),
      ...listed('tests', file.tests),
    ]),
    sources: all(file => listed('sources', file.sources)),
    exposures: named('exposure', file => listed('exposures', file.exposures)),
    unitTests: all(file => listed('unit_tests', file.unit_tests)),
  }
}

/** Where something that YAML describes begins. */
export function entryLocation({ yaml, path }: Entry<unknown>): Location {
  return yaml.locate([...path, 'name'])
}

/** What an entry configures: `config`, and `tags` and `meta` beside it. */
export function entryLevels(entry: Entry<EntryConfig>): readonly ConfigLevel[] {
  const { value, yaml, path } = entry
  const at = (...steps: YamlPath) => yaml.locate([...path, ...steps])
  const beside = { tags: value.tags, meta: value.meta }
  return [
    { values: beside, scope: 'node', locate: key => at(key) },
    {
      values: value.config ?? {},
      scope: 'node',
      locate: key => at('config', key),
      locateInside: (key, steps) => at('config', key, ...steps),
    },
  ]
}

export interface EntryConfig {
  readonly tags?: string | readonly string[] | undefined
  readonly meta?: PlainMap | undefined
  readonly config?: PlainMap | undefined
}

interface File extends Omit<PropertiesSource, 'files'> {
  readonly file: string
  readonly text: string
}

interface ReadFile {
  readonly yaml: YamlFile
  readonly value: PropertiesFile
}

function readFile({ file, text, context, describing, diagnostics }: File): readonly ReadFile[] {
  const { yaml, errors } = parseYaml(file, text)
  for (const error of errors) diagnostics.report(error)
  if (yaml === undefined) return []
  const rendered = renderYaml(yaml, {
    context,
    describing,
    skip: isRenderedLater,
    report: diagnostics.report,
  })
  const { data, locate } = rendered
  const value = validate({ schema: propertiesFileSchema, data, name: file, locate }, diagnostics.report)
  if (value === undefined) return []
  warnOfIgnored(rendered, diagnostics)
  return [{ yaml: rendered, value }]
}

// Hooks are rendered when they run. Arguments of data tests may hold ref(), which belongs to the test; the rows of a unit
// test are data.
function isRenderedLater(path: YamlPath): boolean {
  if (isHookPath(path)) return true
  const last = path.at(-1)
  if (path[0] === 'unit_tests' && path.length === 3) return last === 'given' || last === 'expect'
  return path.length > 1 && (last === 'tests' || last === 'data_tests')
}

function warnOfIgnored(yaml: YamlFile, diagnostics: Diagnostics): void {
  if (!isMap(yaml.data)) return
  for (const key of ignoredResources) {
    const value = yaml.data[key]
    if (!Array.isArray(value) || value.length === 0) continue
    diagnostics.warn(new GildError('key-ignored', { key }, { at: yaml.locate([key], 'key') }))
  }
}

interface Listed<T> {
  readonly value: T
  readonly path: YamlPath
}

function listed<T>(key: string, values: readonly T[] | undefined): readonly Listed<T>[] {
  return (values ?? []).map((value, index) => ({ value, path: [key, index] }))
}

function byName<T extends { readonly name: string }>(
  kind: string,
  entries: readonly Entry<T>[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, Entry<T>> {
  const found = new Map<string, Entry<T>>()
  for (const entry of entries) {
    const { name } = entry.value
    const before = found.get(name)
    if (before === undefined) {
      found.set(name, entry)
      continue
    }
    const at = entryLocation(entry)
    const places = [entryLocation(before), at].map(({ file, line }) => `${file}:${line}`)
    diagnostics.report(new GildError('described-twice', { kind, name, places }, { at }))
  }
  return found
}
