import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import { asList, type ConfigLevel, mergeLevels } from '../../project/config-levels.ts'
import type { ColumnFile, DataTestFile } from '../../project/schema/properties-file.ts'
import { builtinPackage } from '../macro-namespace.ts'
import type { ParsedMacro } from '../macros/read-macros.ts'
import type { NodeId } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { configCallLevel } from '../nodes/checked-level.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import type { Entry } from '../properties/read-properties.ts'
import { type RecordedTemplate, recordTemplate } from '../references/record-template.ts'
import { type DeclaredTest, declaredTest, type TestEntry } from './declared-tests.ts'
import { type TestDraft, testTags } from './test-draft.ts'
import { genericTestNames, testHash } from './test-name.ts'
import { genericTestSql, isRendered } from './test-sql.ts'

/** A model, seed or source table that tests are declared on. */
export interface TestedNode {
  readonly id: NodeId
  /** Of a source `source_table`. */
  readonly name: string
  /** How a template refers to it. */
  readonly reference: { readonly kind: 'ref' | 'source'; readonly parts: readonly string[] }
  readonly onSource: boolean
  readonly entry: Entry<TestedEntry>
}

export interface TestedEntry {
  readonly columns?: readonly ColumnFile[] | undefined
  readonly data_tests?: readonly DataTestFile[] | undefined
  readonly tests?: readonly DataTestFile[] | undefined
}

/** The generic data tests that YAML declares on a node and its columns. */
export function readGenericTests(run: ParseRun, node: TestedNode): readonly TestDraft[] {
  const { yaml, path, value } = node.entry
  const onNode = entries(run, node.name, { yaml, path, value }).flatMap(entry =>
    readTest(run, { node, entry, column: undefined }),
  )
  const onColumns = (value.columns ?? []).flatMap((column, index) =>
    entries(run, column.name, { yaml, path: [...path, 'columns', index], value: column }).flatMap(entry =>
      readTest(run, { node, entry, column }),
    ),
  )
  return [...onNode, ...onColumns]
}

function entries(
  run: ParseRun,
  name: string,
  { yaml, path, value }: Entry<TestedEntry>,
): readonly TestEntry[] {
  if (value.tests !== undefined && value.data_tests !== undefined) {
    const problem = 'it has both "data_tests" and "tests", which mean the same'
    const at = yaml.locate([...path, 'tests'], 'key')
    const fix = 'Move all of them below "data_tests".'
    run.diagnostics.report(new GildError('config-invalid', { node: name, problem, fix }, { at }))
  }
  return (['data_tests', 'tests'] as const).flatMap(key =>
    (value[key] ?? []).map((test, index) => ({ yaml, path: [...path, key, index], value: test })),
  )
}

interface TestOn {
  readonly node: TestedNode
  readonly entry: TestEntry
  readonly column: ColumnFile | undefined
}

function readTest(run: ParseRun, on: TestOn): readonly TestDraft[] {
  const declared = declaredTest(run, on.entry)
  if (declared === undefined) return []
  const macro = findTest(run, declared.test)
  if (macro === undefined) {
    run.diagnostics.report(unknownTest(run, declared))
    return []
  }
  const given = { ...columnArgument(on.column), ...declared.arguments }
  const problems = argumentProblems(macro, { declared, given })
  for (const problem of problems) run.diagnostics.report(problem)
  return problems.length > 0 ? [] : [testDraft(run, { on, declared, given, macro })]
}

function columnArgument(column: ColumnFile | undefined): Readonly<Record<string, string>> {
  if (column === undefined) return {}
  return { column_name: column.quote === true ? `"${column.name.replaceAll('"', '""')}"` : column.name }
}

function findTest({ macros, macroCalls, project }: ParseRun, test: string): ParsedMacro | undefined {
  const parts = test.split('.')
  const name = [...parts.slice(0, -1), `test_${parts.at(-1)}`].join('.')
  const [key] = macroCalls.direct([name], project.name)
  return key === undefined ? undefined : macros.get(key)
}

function unknownTest({ macros }: ParseRun, { test, at }: DeclaredTest): GildError {
  const names = [...macros.values()].filter(({ definition }) => definition.type === 'test')
  const known = names.map(({ definition }) => definition.name)
  return new GildError('data-test-not-found', { test, closest: nearest(test, known) }, { at })
}

interface GivenArguments {
  readonly declared: DeclaredTest
  readonly given: Readonly<Record<string, unknown>>
}

function argumentProblems(
  { definition }: ParsedMacro,
  { declared, given }: GivenArguments,
): readonly GildError[] {
  const { test, at, locate } = declared
  const known = definition.parameters.map(({ name }) => name)
  const unknown = definition.uses.kwargs ? [] : Object.keys(given).filter(name => !known.includes(name))
  const missing = definition.parameters
    .filter(parameter => parameter.default === undefined && parameter.name !== 'model')
    .filter(({ name }) => !Object.hasOwn(given, name))
  return [
    ...unknown.map(argument => {
      const params = { test, argument, closest: nearest(argument, known) }
      return new GildError('data-test-argument', params, { at: locate(argument, 'key') })
    }),
    ...missing.map(
      ({ name }) => new GildError('data-test-argument-missing', { test, argument: name }, { at }),
    ),
  ]
}

interface TestToDraft extends GivenArguments {
  readonly on: TestOn
  readonly macro: ParsedMacro
}

interface TestTemplate extends TestToDraft {
  readonly name: string
  readonly fqn: readonly string[]
  readonly rawSql: string
  readonly configured: Readonly<Record<string, unknown>>
}

// What gild's own tests use is known without rendering them: most tests are these.
function recordTest(run: ParseRun, template: TestTemplate): RecordedTemplate | undefined {
  const { on, declared, given, macro, name, fqn, rawSql, configured } = template
  const [where] = run.macroCalls.direct(['get_where_subquery'], run.project.name)
  const ownMacros = macro.node.package === builtinPackage && where === `${builtinPackage}.get_where_subquery`
  if (!ownMacros || isRendered(given)) {
    const file = on.entry.yaml.file
    return recordTemplate(run, { file, text: rawSql, writtenAt: declared.at, node: name, fqn, configured })
  }
  const { kind, parts } = on.node.reference
  const nothing = { vars: [], environment: [] }
  return {
    recording: { references: [{ kind, name: parts, at: declared.at }], configCalls: [], ...nothing },
    names: [macro.node.name, 'get_where_subquery'],
    variables: nothing,
  }
}

function testDraft(run: ParseRun, test: TestToDraft): TestDraft {
  const { project, places, diagnostics } = run
  const { on, declared, given } = test
  const { node, column } = on
  const file = on.entry.yaml.file
  const parts = declared.test.split('.')
  const identity = {
    namespace: parts.length > 1 ? parts.slice(0, -1).join('.') : undefined,
    test: parts.at(-1) ?? declared.test,
    target: node.name,
    onSource: node.onSource,
    arguments: given,
  }
  const names = genericTestNames(identity)
  const name = declared.customName ?? names.name
  const macro = [...parts.slice(0, -1), `test_${identity.test}`].join('.')
  const reference = `${node.reference.kind}(${node.reference.parts.map(part => `'${part}'`).join(', ')})`
  const rawSql = genericTestSql({ macro, model: reference, arguments: given })
  const folders = fileParts(file, [
    ...project.modelPaths,
    ...project.seedPaths,
    ...project.testPaths,
  ])?.folders
  const fqn = [project.name, ...(folders ?? []), name]
  const tree = folderLevels(run, 'dataTests', fqn)
  const own: ConfigLevel = { scope: 'node', values: declared.config, locate: declared.locate }
  const above = rootLevels(run, 'dataTests', fqn)
  const configured = mergeLevels([...tree, own, ...above]).values
  const recorded = recordTest(run, { ...test, name, fqn, rawSql, configured })
  const context = { kind: 'dataTests' as const, node: name, places, report: diagnostics.report }
  const calls = (recorded?.recording.configCalls ?? []).map(call => configCallLevel(call, context))
  const levels = [...tree, ...calls, own, ...above]
  const columnTags = [...asList(column?.tags), ...asList(column?.config?.tags)]
  const model = `{{ get_where_subquery(${reference}) }}`
  return {
    id: nodeId('test', project.name, name, testHash(name, identity, model)),
    name,
    alias: declared.customName ?? names.short,
    fqn,
    file,
    description: declared.description,
    tags: testTags(levels, columnTags),
    rawSql,
    config: mergeLevels(levels),
    generic: {
      test: declared.test,
      column: typeof given.column_name === 'string' ? given.column_name : undefined,
      arguments: declared.arguments,
      attachedTo: node.id,
    },
    patchedAt: declared.at,
    recorded,
    place(reference, position) {
      if (reference.at.file !== file) return places.argument(reference.at, position)
      const text = reference.name[position] ?? ''
      const holder = Object.entries(declared.arguments).find(([, value]) => String(value).includes(text))
      return holder === undefined ? declared.at : declared.locate(holder[0])
    },
  }
}
