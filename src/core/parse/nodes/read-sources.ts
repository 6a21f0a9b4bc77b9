import { GildError } from '../../../errors/gild-error.ts'
import { asList, mergeLevels } from '../../project/config-levels.ts'
import type { SourceProperties, SourceTableProperties } from '../../project/schema/properties-file.ts'
import { isMap } from '../../project/yaml/plain-data.ts'
import type { SourceNode } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { type Entry, entryLevels, entryLocation } from '../properties/read-properties.ts'
import { columnProperties } from './columns.ts'

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
  const { project, diagnostics } = run
  const { yaml, value, path } = table
  const folders = fileParts(yaml.file, [...project.modelPaths, ...project.seedPaths])?.folders ?? []
  const fqn = [project.name, ...folders, source.value.name, value.name]
  const levels = [
    ...folderLevels(run, 'sources', fqn),
    ...entryLevels(source),
    ...entryLevels(table),
    ...rootLevels(run, 'sources', fqn),
  ]
  const { values } = mergeLevels(levels)
  if (value.stream !== undefined && value.path !== undefined) {
    const name = `${source.value.name}.${value.name}`
    const problem = 'it has both a "stream" and a "path"'
    const fix = 'A source is a topic or a Delta table: remove one of them.'
    const at = yaml.locate([...path, 'path'], 'key')
    diagnostics.report(new GildError('config-invalid', { node: name, problem, fix }, { at }))
  }
  const node: SourceNode = {
    kind: 'source',
    id: nodeId('source', project.name, source.value.name, value.name),
    name: value.name,
    sourceName: source.value.name,
    package: project.name,
    packageFolder: project.folder,
    fqn,
    file: yaml.file,
    tags: asList(values.tags),
    description: value.description ?? '',
    meta: isMap(values.meta) ? values.meta : {},
    patchedAt: entryLocation(table),
    columns: columnProperties(value.columns),
    stream: value.stream,
    path: value.stream === undefined ? (value.path ?? tablePath(source.value, value)) : undefined,
  }
  return { node, enabled: values.enabled !== false, entry: table }
}

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
