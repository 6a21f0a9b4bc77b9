import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import { mergeLevels } from '../../project/config-levels.ts'
import type { UnitTestFile } from '../../project/schema/unit-test-file.ts'
import type { GivenInput, NodeId, UnitTestNode, UnitTestOverrides } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { describedNode } from '../properties/described-node.ts'
import { type Entry, entryLevels } from '../properties/read-properties.ts'
import type { Referable, Referables } from '../references/resolve.ts'
import { findWritten } from '../references/written-reference.ts'
import { type Fixtures, testRows } from './test-rows.ts'

export interface UnitTestSource {
  readonly referables: Referables
  readonly fixtures: Fixtures
}

/** The unit tests of all YAML files. One on a disabled model is disabled itself; what is wrong is reported. */
export function readUnitTests(run: ParseRun, source: UnitTestSource): readonly UnitTestNode[] {
  const nodes = run.properties.unitTests.flatMap(entry => {
    const node = readUnitTest(run, entry, source)
    return node === undefined ? [] : [node]
  })
  return unique(run, nodes)
}

function readUnitTest(
  run: ParseRun,
  entry: Entry<UnitTestFile>,
  source: UnitTestSource,
): UnitTestNode | undefined {
  const { project, diagnostics } = run
  const { value, yaml, path } = entry
  const { name, model: modelName } = value
  const model = findModel(run, entry, source.referables)
  const roots = [...project.modelPaths, ...project.seedPaths, ...project.testPaths]
  const fqn = [project.name, ...(fileParts(yaml.file, roots)?.folders ?? []), modelName, name]
  const levels = [
    ...folderLevels(run, 'unitTests', fqn),
    ...entryLevels(entry),
    ...rootLevels(run, 'unitTests', fqn),
  ]
  const { values } = mergeLevels(levels)
  const enabled = values.enabled !== false && model?.enabled !== false
  if (value.versions !== undefined) {
    const at = yaml.locate([...path, 'versions'], 'key')
    diagnostics.report(new GildError('config-unsupported', { key: 'versions' }, { at }))
  }
  const given = value.given.map((_, index) =>
    readGiven(run, { entry, index, model: model?.id, source, enabled }),
  )
  const expect = diagnostics.attempt(() =>
    testRows({ test: name, of: '"expect"', value: value.expect, yaml, path: [...path, 'expect'], ...source }),
  )
  const valid = given.filter(each => each !== undefined)
  if (model === undefined || expect === undefined || valid.length < given.length) return undefined
  return {
    kind: 'unit_test',
    id: nodeId('unit_test', project.name, modelName, name),
    name,
    ...describedNode(run, entry, { fqn, values }),
    modelName,
    given: valid,
    expect,
    overrides: overrides(value),
    config: { enabled, raw: values },
    dependsOn: { nodes: [model.id], macros: [], vars: {}, environment: {} },
  }
}

function findModel(
  { project, diagnostics }: ParseRun,
  { value, yaml, path }: Entry<UnitTestFile>,
  { nodes }: Referables,
) {
  const isOwnModel = ({ id }: Referable) => id.startsWith(`model.${project.name}.`)
  const own = nodes.get(value.model)?.filter(isOwnModel) ?? []
  const found = own.find(({ enabled }) => enabled) ?? own[0]
  if (found !== undefined) return found
  const models = [...nodes].filter(([, all]) => all.some(isOwnModel)).map(([name]) => name)
  const params = { test: value.name, model: value.model, closest: nearest(value.model, models) }
  diagnostics.report(new GildError('unit-test-model', params, { at: yaml.locate([...path, 'model']) }))
  return undefined
}

interface GivenEntry {
  readonly entry: Entry<UnitTestFile>
  readonly index: number
  readonly model: NodeId | undefined
  readonly source: UnitTestSource
  readonly enabled: boolean
}

function readGiven(run: ParseRun, given: GivenEntry): GivenInput | undefined {
  const { entry, index, source } = given
  const { yaml, value } = entry
  const path = [...entry.path, 'given', index]
  const file = value.given[index]
  if (file === undefined) return undefined
  const { input } = file
  const at = yaml.locate([...path, 'input'])
  const to = inputOf(run, given, { input, at })
  const rows = run.diagnostics.attempt(() =>
    testRows({ test: value.name, of: input, value: file, yaml, path, fixtures: source.fixtures }),
  )
  return to === undefined || rows === undefined ? undefined : { input, to, rows, at }
}

function inputOf(
  run: ParseRun,
  { entry, model, source, enabled }: GivenEntry,
  { input, at }: { readonly input: string; readonly at: Location },
): NodeId | undefined {
  const node = entry.value.name
  if (input.trim() === 'this') return model
  const written = { text: input, at, node, referables: source.referables, required: enabled }
  const result = findWritten(run, written)
  if (result.kind === 'no-reference') {
    run.diagnostics.report(new GildError('unit-test-input', { test: node, input }, { at }))
  }
  return result.kind === 'found' ? result.id : undefined
}

function overrides({ overrides: given = {} }: UnitTestFile): UnitTestOverrides {
  const environment = Object.entries(given.env_vars ?? {}).map(([name, value]) => [name, String(value)])
  return { macros: given.macros ?? {}, vars: given.vars ?? {}, envVars: Object.fromEntries(environment) }
}

function unique({ diagnostics }: ParseRun, tests: readonly UnitTestNode[]): readonly UnitTestNode[] {
  const seen = new Map<NodeId, UnitTestNode>()
  for (const test of tests) {
    const before = seen.get(test.id)
    if (before === undefined) {
      seen.set(test.id, test)
      continue
    }
    const files = [before, test].map(({ file, patchedAt }) => `${file}:${patchedAt?.line ?? 1}`)
    const params = { kind: `unit tests of "${test.modelName}"`, name: test.name, files }
    diagnostics.report(new GildError('duplicate-name', params, { at: test.patchedAt }))
  }
  return [...seen.values()]
}
