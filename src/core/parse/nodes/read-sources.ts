import { GildError } from '../../../errors/gild-error.ts'
import { mergeLevels } from '../../project/config-levels.ts'
import type { SourceProperties, SourceTableProperties } from '../../project/schema/properties-file.ts'
import type { SourceNode } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { describedNode } from '../properties/described-node.ts'
import { type Entry, entryLevels, entryLocation } from '../properties/read-properties.ts'
import { columnProperties } from './columns.ts'
import { readExternal } from './read-external.ts'

/** A table of a source, with the YAML that declares it. */
export interface SourceDraft {
  readonly node: SourceNode
  readonly enabled: boolean
  readonly entry: Entry<SourceTableProperties>
}

/** Reads all tables of all sources. */
export function readSources(run: ParseRun): readonly SourceDraft[] {
  const drafts = run.properties.sources.flatMap(source =>
    source.value.tables.map((value, index) => {
      const path = [...source.path, 'tables', index]
      return readTable(run, source, { value, path, yaml: source.yaml })
    }),
  )
  reportDuplicates(run, drafts)
  return drafts
}

function readTable(
  run: ParseRun,
  source: Entry<SourceProperties>,
  table: Entry<SourceTableProperties>,
): SourceDraft {
  const { project } = run
  const { yaml, value } = table
  const folders = fileParts(yaml.file, [...project.modelPaths, ...project.seedPaths])?.folders ?? []
  const fqn = [project.name, ...folders, source.value.name, value.name]
  const levels = [
    ...folderLevels(run, 'sources', fqn),
    ...entryLevels(source),
    ...entryLevels(table),
    ...rootLevels(run, 'sources', fqn),
  ]
  const { values } = mergeLevels(levels)
  reportKinds(run, source.value.name, table)
  const external = readExternal(run, `${source.value.name}.${value.name}`, table)
  const node: SourceNode = {
    kind: 'source',
    id: nodeId('source', project.name, source.value.name, value.name),
    name: value.name,
    sourceName: source.value.name,
    ...describedNode(run, table, { fqn, values }),
    columns: columnProperties(value.columns),
    stream: value.stream,
    path:
      value.stream === undefined && external === undefined
        ? (value.path ?? tablePath(source.value, value))
        : undefined,
    external,
  }
  return { node, enabled: values.enabled !== false, entry: table }
}

// A table is one thing: a topic, a Delta table, or files.
function reportKinds(
  { diagnostics }: ParseRun,
  source: string,
  { yaml, value, path }: Entry<SourceTableProperties>,
): void {
  const isFiles = value.external?.location !== undefined
  const given = [
    ...(value.stream === undefined ? [] : ['stream']),
    ...(isFiles ? ['external'] : []),
    ...(value.path === undefined ? [] : ['path']),
  ]
  const [first, second] = given
  if (first === undefined || second === undefined) return
  const problem = `it has both ${article[first]} "${first}" and ${article[second]} "${second}"`
  const fix = 'A source is a topic, files, or a Delta table: remove all but one of them.'
  const params = { node: `${source}.${value.name}`, problem, fix }
  const at = yaml.locate([...path, second], 'key')
  diagnostics.report(new GildError('config-invalid', params, { at }))
}

const article: Readonly<Record<string, string>> = { stream: 'a', external: 'an', path: 'a' }

function tablePath(source: SourceProperties, table: SourceTableProperties): string {
  return `${source.schema ?? source.name}/${table.identifier ?? table.name}`
}

function reportDuplicates({ diagnostics }: ParseRun, drafts: readonly SourceDraft[]): void {
  const seen = new Map<string, SourceDraft>()
  for (const draft of drafts) {
    const before = seen.get(draft.node.id)
    if (before === undefined) {
      seen.set(draft.node.id, draft)
      continue
    }
    const places = [before, draft].map(({ entry }) => entryLocation(entry))
    const files = places.map(({ file, line }) => `${file}:${line}`)
    const name = `${draft.node.sourceName}.${draft.node.name}`
    diagnostics.report(new GildError('duplicate-name', { kind: 'sources', name, files }, { at: places[1] }))
  }
}
