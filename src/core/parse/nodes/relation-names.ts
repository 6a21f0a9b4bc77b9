import { GildError } from '../../../errors/gild-error.ts'
import type { MergedConfig } from '../../project/config-levels.ts'
import { type Context, callMacroSync, fromJs, type MacroValue } from '../../template/index.ts'

export interface Naming {
  /** `generate_schema_name` and `generate_alias_name` of the project or the built-in package. */
  macro(name: string): NamingMacro | undefined
  /** For the macros, beside their arguments. */
  readonly context: Context
}

export interface NamingMacro {
  readonly value: MacroValue
  /** Of a macro of the built-in package: what it gave before, by all that it looks at. */
  readonly given: Map<string, string> | undefined
}

export interface Named {
  readonly schema: string
  readonly alias: string
  /** Relative to the lake. */
  readonly path: string
}

export interface NamedNode {
  readonly name: string
  readonly resourceType: 'model' | 'seed'
  readonly package: string
  readonly fqn: readonly string[]
  readonly file: string
  readonly tags: readonly string[]
  readonly config: MergedConfig
}

/** Where a node is stored. Throws the errors of the macros, `naming-macro-failed` and `path-invalid`. */
export function relationNames(node: NamedNode, naming: Naming): Named {
  const { values, locate } = node.config
  const schema = callNaming('generate_schema_name', values.schema, { node, naming })
  const alias = callNaming('generate_alias_name', values.alias, { node, naming })
  const path = trimSlashes(String(values.path ?? `${schema}/${alias}`))
  if (!isInsideLake(path)) {
    const at = locate('path') ?? locate('alias') ?? locate('schema') ?? { file: node.file }
    throw new GildError('path-invalid', { node: node.name, path: String(values.path ?? path) }, { at })
  }
  return { schema, alias, path }
}

interface NamingCall {
  readonly node: NamedNode
  readonly naming: Naming
}

function callNaming(name: NamingMacroName, custom: unknown, { node, naming }: NamingCall): string {
  const macro = naming.macro(name)
  if (macro === undefined) {
    const params = { macro: name, node: node.name, problem: 'it does not exist' }
    throw new GildError('naming-macro-failed', params, { at: { file: node.file } })
  }
  const { given } = macro
  if (given === undefined) return render(name, custom, { node, naming, macro: macro.value })
  // The two look at little beside the custom name: at the name of the node, or at its folder.
  if (name === 'generate_alias_name' && custom === undefined) return node.name
  const key = JSON.stringify([custom, name === 'generate_alias_name' ? node.name : node.fqn.slice(1, -1)[0]])
  const text = given.get(key) ?? render(name, custom, { node, naming, macro: macro.value })
  given.set(key, text)
  return text
}

type NamingMacroName = 'generate_schema_name' | 'generate_alias_name'

interface Rendering extends NamingCall {
  readonly macro: MacroValue
}

function render(name: NamingMacroName, custom: unknown, { node, naming, macro }: Rendering): string {
  const description = fromJs({
    name: node.name,
    resource_type: node.resourceType,
    package_name: node.package,
    fqn: node.fqn,
    original_file_path: node.file,
    path: node.file,
    tags: node.tags,
    config: node.config.values,
    unique_id: `${node.resourceType}.${node.package}.${node.name}`,
  })
  const result = callMacroSync(macro, { positional: [fromJs(custom ?? null), description] }, naming)
  const text = (typeof result.value === 'string' ? result.value : result.text).trim()
  if (text === '') {
    const params = { macro: name, node: node.name, problem: 'it gave nothing' }
    throw new GildError('naming-macro-failed', params, { at: { file: node.file } })
  }
  return text
}

function trimSlashes(path: string): string {
  return path.replace(/\/+$/, '').replace(/^\.\//, '')
}

// Folders that begin with an underscore are gild's and Delta's own: `_gild`, `_topics`, `_delta_log`.
function isInsideLake(path: string): boolean {
  if (/^[A-Za-z][\w+.-]*:/.test(path)) return false
  return path.split('/').every(part => part !== '' && part !== '.' && part !== '..' && !part.startsWith('_'))
}
