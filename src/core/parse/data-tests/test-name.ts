import { createHash } from 'node:crypto'

export interface TestIdentity {
  /** Package that the test was named with, `dbt_utils` in `dbt_utils.equality`. */
  readonly namespace: string | undefined
  readonly test: string
  /** The model or seed; of a source `source_table`. */
  readonly target: string
  readonly onSource: boolean
  /** As written in YAML, with `column_name` and without the model. */
  readonly arguments: Readonly<Record<string, unknown>>
}

export interface TestNames {
  readonly name: string
  /** At most 63 characters, for files. */
  readonly short: string
}

/** dbt's names of generic tests: the test, its target and every argument, in the order of their names. */
export function genericTestNames({
  namespace,
  test,
  target,
  onSource,
  arguments: given,
}: TestIdentity): TestNames {
  const kind = `${namespace === undefined ? '' : `${namespace}_`}${onSource ? 'source_' : ''}${test}`
  const values = Object.entries(given)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, value]) => parts(value))
  const unique = values.map(value => pythonText(value).replace(/[^0-9a-zA-Z_]+/g, '_')).join('__')
  const start = `${kind}_${target}`
  const name = `${start}_${unique}`
  return { name, short: name.length < 64 ? name : `${start.slice(0, 30)}_${md5(name)}` }
}

/** The ten characters that dbt puts behind the name of a generic test in its id. */
export function testHash(name: string, identity: TestIdentity, model: string): string {
  const metadata = {
    kwargs: { ...identity.arguments, model },
    name: identity.test,
    namespace: identity.namespace ?? null,
  }
  return md5(name + pythonRepr(asTexts(metadata))).slice(-10)
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

function parts(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? Object.values(value) : [value]
}

// dbt hashes the repr of a dict whose leaves are all text and whose keys are sorted.
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts)
  if (typeof value !== 'object' || value === null) return pythonText(value)
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, inner]) => [key, asTexts(inner)]))
}

/** What Python's `str()` gives for YAML data. */
function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value)
}

function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return textRepr(value)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).map(([key, inner]) => `${textRepr(key)}: ${pythonRepr(inner)}`)
  return `{${entries.join(', ')}}`
}

function textRepr(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
  if (escaped.includes("'") && !escaped.includes('"')) return `"${escaped}"`
  return `'${escaped.replaceAll("'", "\\'")}'`
}
