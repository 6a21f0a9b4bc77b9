import { GildError } from '../../../errors/gild-error.ts'
import { type ConfigLevel, type MergedConfig, mergeLevels } from '../../project/config-levels.ts'
import type { ModelProperties } from '../../project/schema/properties-file.ts'
import { type RecordedHooks, recordHooks } from '../hooks/record-hooks.ts'
import type { NodeId } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { type Entry, entryLevels } from '../properties/read-properties.ts'
import { type RecordedTemplate, recordTemplate } from '../references/record-template.ts'
import { configCallLevel, unsupportedProblems } from './checked-level.ts'

/** A model before its references are resolved. */
export interface ModelDraft {
  readonly id: NodeId
  readonly name: string
  readonly fqn: readonly string[]
  readonly file: string
  readonly rawSql: string
  readonly config: MergedConfig
  readonly entry: Entry<ModelProperties> | undefined
  /** Undefined when the template is broken. */
  readonly recorded: RecordedTemplate | undefined
  readonly hooks: RecordedHooks | undefined
}

/** Reads the models of the project, `files` being path and text. */
export function readModels(
  run: ParseRun,
  files: readonly (readonly [string, string])[],
): readonly ModelDraft[] {
  return files.map(([file, text]) => readModel(run, file, text))
}

function readModel(run: ParseRun, file: string, rawSql: string): ModelDraft {
  const { project, properties } = run
  const { folders, name } = fileParts(file, project.modelPaths) ?? { folders: [], name: file }
  const fqn = [project.name, ...folders, name]
  const entry = properties.models.get(name)
  const outside = [...folderLevels(run, 'models', fqn), ...(entry === undefined ? [] : entryLevels(entry))]
  const above = rootLevels(run, 'models', fqn)
  const configured = mergeLevels([...outside, ...above]).values
  const recorded = recordTemplate(run, { file, text: rawSql, node: name, fqn, configured })
  const levels = [...outside, ...callLevels(run, name, recorded), ...above]
  for (const error of unsupportedProblems(levels)) run.diagnostics.report(error)
  if (entry?.value.versions !== undefined) {
    const at = entry.yaml.locate([...entry.path, 'versions'], 'key')
    run.diagnostics.report(new GildError('config-unsupported', { key: 'versions' }, { at }))
  }
  const id = nodeId('model', project.name, name)
  const config = mergeLevels(levels)
  const hooks = recordHooks(run, { name, fqn, file, levels, configured: config.values })
  return { id, name, fqn, file, rawSql, config, entry, recorded, hooks }
}

function callLevels(
  { places, diagnostics }: ParseRun,
  node: string,
  recorded: RecordedTemplate | undefined,
): readonly ConfigLevel[] {
  const context = { kind: 'models' as const, node, places, report: diagnostics.report }
  return (recorded?.recording.configCalls ?? []).map(call => configCallLevel(call, context))
}
