import { type LoadedProject, type LoadOptions, loadProject } from '../../src/core/parse/load-project.ts'
import type { ManifestNode, ModelNode, SeedNode, TestNode } from '../../src/core/parse/manifest.ts'
import { GildError } from '../../src/errors/gild-error.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

export interface LoadSettings extends Pick<LoadOptions, 'vars' | 'target'> {
  readonly env?: Readonly<Record<string, string>>
}

export interface Loaded extends LoadedProject {
  model(name: string): ModelNode
  seed(name: string): SeedNode
  test(name: string): TestNode
}

/** Parses a project of these files, with a `project.yml` of the name `shop` where none is given. */
export function load(files: Files, { env = {}, vars, target }: LoadSettings = {}): Loaded {
  const all = new Map(Object.entries({ 'project.yml': 'name: shop\n', ...files }))
  const loaded = loadProject(all, { env: name => env[name], vars, target })
  const node = (name: string) => {
    const found = [...loaded.manifest.nodes.values()].find(each => each.name === name)
    if (found === undefined) throw new Error(`no node "${name}"`)
    return found
  }
  return {
    ...loaded,
    model: name => ofKind(node(name), 'model'),
    seed: name => ofKind(node(name), 'seed'),
    test: name => ofKind(node(name), 'test'),
  }
}

/** The errors of a project that does not parse, each as `code file:line:column message`. */
export function loadErrors(files: Files, settings: LoadSettings = {}): readonly string[] {
  try {
    load(files, settings)
  } catch (error) {
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    return errors.map(describe)
  }
  return []
}

function describe(error: unknown): string {
  if (!(error instanceof GildError)) throw error
  const { code, at, message } = error
  const place =
    at === undefined ? '-' : [at.file, at.line, at.column].filter(part => part !== undefined).join(':')
  return `${code} ${place} ${message}`
}

function ofKind<K extends ManifestNode['kind']>(
  node: ManifestNode,
  kind: K,
): Extract<ManifestNode, { kind: K }> {
  if (node.kind !== kind) throw new Error(`"${node.name}" is a ${node.kind}`)
  return node as Extract<ManifestNode, { kind: K }>
}
