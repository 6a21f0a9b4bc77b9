import { GildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import { layered } from '../template/index.ts'
import { readGenericTests, type TestedNode } from './data-tests/read-generic-tests.ts'
import { readSingularTests } from './data-tests/read-singular-tests.ts'
import type { TestDraft } from './data-tests/test-draft.ts'
import { readExposures } from './exposures/read-exposures.ts'
import { readOperations } from './hooks/read-operations.ts'
import { builtinPackage } from './macro-namespace.ts'
import { macroNodes } from './macros/macro-calls.ts'
import { macroPatches } from './macros/macro-patches.ts'
import type { Manifest, ManifestNode, NodeId, SourceNode } from './manifest.ts'
import { isEnabled, modelNode, seedNode, testNode } from './nodes/assemble.ts'
import { findConflicts } from './nodes/conflicts.ts'
import { type ModelDraft, readModels } from './nodes/read-models.ts'
import { readSeeds, type SeedDraft } from './nodes/read-seeds.ts'
import { readSources, type SourceDraft } from './nodes/read-sources.ts'
import type { Naming, NamingMacro } from './nodes/relation-names.ts'
import type { ParseRun } from './parse-run.ts'
import type { SortedFiles } from './project-files.ts'
import { type Entry, entryLocation } from './properties/read-properties.ts'
import type { Referable, Referables } from './references/resolve.ts'
import { readUnitTests } from './unit-tests/read-unit-tests.ts'

/** A package and its files. */
export interface ParsedPackage {
  readonly run: ParseRun
  readonly sorted: SortedFiles
}

/** Everything that the files of a project and its packages declare, the root project first. What is wrong is reported. */
export function readManifest([root, ...others]: readonly [ParsedPackage, ...ParsedPackage[]]): Manifest {
  const packages = [root, ...others].map(readDrafts)
  const referables = referablesOf(root.run, packages)
  const read = packages.map(each => readNodes(each, referables))
  const nodes = read.flatMap(each => each.nodes)
  const unitTests = read.flatMap(each => each.unitTests)
  const exposures = read.flatMap(each => each.exposures)
  // Those of packages come first, as in dbt.
  const operations = [...read.slice(1), ...read.slice(0, 1)].flatMap(each => each.operations)
  const drafts = packages.flatMap(({ models, seeds }) => [...models, ...seeds])
  reportConflicts(root.run, nodes, drafts)
  const patches = packages.flatMap(({ run }) => [...macroPatches(run)])
  return {
    projectName: root.run.project.name,
    nodes: new Map(nodes.filter(isEnabled).map(node => [node.id, node])),
    sources: new Map(
      packages
        .flatMap(({ sources }) => sources.filter(({ enabled }) => enabled))
        .map(({ node }): [NodeId, SourceNode] => [node.id, node]),
    ),
    unitTests: new Map(unitTests.filter(isEnabled).map(node => [node.id, node])),
    exposures: new Map(exposures.filter(isEnabled).map(node => [node.id, node])),
    operations: new Map(operations.map(node => [node.id, node])),
    docs: root.run.docs,
    macros: macroNodes(root.run.macros, { calls: root.run.macroCalls, patches: new Map(patches) }),
    disabled: [...nodes, ...unitTests, ...exposures].filter(node => !isEnabled(node)),
  }
}

interface PackageDrafts extends Drafts, ParsedPackage {
  readonly tests: readonly TestDraft[]
}

function readDrafts({ run, sorted }: ParsedPackage): PackageDrafts {
  const models = readModels(run, sorted.models)
  const seeds = readSeeds(run, sorted.seeds)
  const sources = readSources(run)
  const tests = [
    ...testedNodes({ models, seeds, sources }).flatMap(node => readGenericTests(run, node)),
    ...readSingularTests(run, sorted.singularTests),
  ]
  return { run, sorted, models, seeds, sources, tests }
}

function readNodes({ run, sorted, models, seeds, tests }: PackageDrafts, referables: Referables) {
  const naming = namingOf(run)
  const nodes: readonly ManifestNode[] = [
    ...seeds.map(draft => seedNode(run, draft, naming)),
    ...models.map(draft => modelNode(run, draft, { naming, referables })),
    ...uniqueTests(run, tests).map(draft => testNode(run, draft, referables)),
  ]
  const unitTests = readUnitTests(run, { referables, fixtures: sorted.fixtures })
  const exposures = readExposures(run, referables)
  const operations = readOperations(run, referables)
  warnOfUnknownEntries(run, { models, seeds, tests })
  return { nodes, unitTests, exposures, operations }
}

interface Drafts {
  readonly models: readonly ModelDraft[]
  readonly seeds: readonly SeedDraft[]
  readonly sources: readonly SourceDraft[]
}

function testedNodes({ models, seeds, sources }: Drafts): readonly TestedNode[] {
  const relations = [...seeds, ...models].flatMap(({ id, name, entry }) =>
    entry === undefined
      ? []
      : [{ id, name, reference: { kind: 'ref' as const, parts: [name] }, onSource: false, entry }],
  )
  const tables = sources.map(({ node, entry }) => ({
    id: node.id,
    name: `${node.sourceName}_${node.name}`,
    reference: { kind: 'source' as const, parts: [node.sourceName, node.name] },
    onSource: true,
    entry,
  }))
  return [...relations, ...tables]
}

function referablesOf({ project }: ParseRun, packages: readonly PackageDrafts[]): Referables {
  const nodes = packages.flatMap(({ run, seeds, models }) =>
    [...seeds, ...models].map(({ id, name, config }) => {
      const enabled = config.values.enabled !== false
      return [name, { id, package: run.project.name, enabled }] as const
    }),
  )
  const tables = packages.flatMap(({ sources }) =>
    sources.map(({ node, enabled }) => {
      const { id, package: owner, sourceName, name } = node
      return [`${sourceName}.${name}`, { id, package: owner, enabled }] as const
    }),
  )
  const names = packages.map(({ run }) => run.project.name)
  const projectName = project.name
  return { projectName, nodes: byName(nodes), sources: byName(tables), packages: new Set(names) }
}

function byName(
  entries: readonly (readonly [string, Referable])[],
): ReadonlyMap<string, readonly Referable[]> {
  const found = new Map<string, Referable[]>()
  for (const [name, referable] of entries) {
    const namesakes = found.get(name)
    if (namesakes === undefined) found.set(name, [referable])
    else namesakes.push(referable)
  }
  return found
}

function namingOf(run: ParseRun): Naming {
  const { macros, macroCalls: calls, project } = run
  const found = new Map<string, NamingMacro | undefined>()
  const find = (name: string): NamingMacro | undefined => {
    const macro = macros.get(calls.direct([name], project.name)[0] ?? '')?.node
    if (macro === undefined) return undefined
    return { value: macro.value, given: macro.package === builtinPackage ? new Map() : undefined }
  }
  return {
    macro(name) {
      if (!found.has(name)) found.set(name, find(name))
      return found.get(name)
    },
    context: layered(run.yamlContext, run.macroContext),
  }
}

function uniqueTests({ diagnostics: found }: ParseRun, tests: readonly TestDraft[]): readonly TestDraft[] {
  const seen = new Map<string, TestDraft>()
  for (const test of tests) {
    const before = seen.get(test.id)
    if (before === undefined) {
      seen.set(test.id, test)
      continue
    }
    const places = [before, test].map(({ file, patchedAt }) =>
      patchedAt?.line === undefined ? file : `${file}:${patchedAt.line}`,
    )
    const at = test.patchedAt ?? { file: test.file }
    found.report(
      new GildError('duplicate-name', { kind: 'data tests', name: test.name, files: places }, { at }),
    )
  }
  return [...seen.values()]
}

function reportConflicts(
  run: ParseRun,
  nodes: readonly ManifestNode[],
  drafts: readonly (ModelDraft | SeedDraft)[],
): void {
  const configs = new Map(drafts.map(({ file, config }) => [file, config]))
  const stored = nodes
    .filter(node => node.kind !== 'test')
    .filter(node => isEnabled(node) && node.path !== '')
  const locate = (node: { readonly file: string }, key: string) => configs.get(node.file)?.locate(key)
  for (const error of findConflicts({ nodes: stored, locate })) run.diagnostics.report(error)
}

interface Read extends Pick<Drafts, 'models' | 'seeds'> {
  readonly tests: readonly TestDraft[]
}

// A description without its thing is a warning, as in dbt: the thing may be generated, or gone for good.
function warnOfUnknownEntries(run: ParseRun, { models, seeds, tests }: Read): void {
  const { project, properties, macros, diagnostics: found } = run
  const check = (kind: string, entries: ReadonlyMap<string, Entry<unknown>>, names: readonly string[]) => {
    const known = new Set(names)
    for (const [name, entry] of entries) {
      if (known.has(name)) continue
      const params = { kind, name, closest: nearest(name, known) }
      found.warn(new GildError('described-unknown', params, { at: entryLocation(entry) }))
    }
  }
  check(
    'model',
    properties.models,
    models.map(({ name }) => name),
  )
  check(
    'seed',
    properties.seeds,
    seeds.map(({ name }) => name),
  )
  check(
    'macro',
    properties.macros,
    [...macros.values()].filter(({ node }) => node.package === project.name).map(({ node }) => node.name),
  )
  check(
    'data test',
    properties.dataTests,
    tests.map(({ name }) => name),
  )
}
