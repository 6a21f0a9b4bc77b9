import { GildError } from '../../../errors/gild-error.ts'
import { asList, mergeLevels } from '../../project/config-levels.ts'
import type { ExposureFile } from '../../project/schema/exposure-file.ts'
import type { ExposureNode, NodeId } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { describedNode } from '../properties/described-node.ts'
import { type Entry, entryLevels } from '../properties/read-properties.ts'
import type { Referables } from '../references/resolve.ts'
import { findWritten } from '../references/written-reference.ts'

/** The exposures of all YAML files. What is wrong is reported, references only of those that are enabled. */
export function readExposures(run: ParseRun, referables: Referables): readonly ExposureNode[] {
  return [...run.properties.exposures.values()].map(entry => readExposure(run, entry, referables))
}

function readExposure(run: ParseRun, entry: Entry<ExposureFile>, referables: Referables): ExposureNode {
  const { project } = run
  const { value, yaml } = entry
  const { name, owner } = value
  const roots = [...project.modelPaths, ...project.seedPaths, ...project.testPaths]
  const fqn = [project.name, ...(fileParts(yaml.file, roots)?.folders ?? []), name]
  const levels = [
    ...folderLevels(run, 'exposures', fqn),
    ...entryLevels(entry),
    ...rootLevels(run, 'exposures', fqn),
  ]
  const { values } = mergeLevels(levels)
  const enabled = values.enabled !== false
  return {
    kind: 'exposure',
    id: nodeId('exposure', project.name, name),
    name,
    ...describedNode(run, entry, { fqn, values }),
    label: value.label,
    type: value.type,
    owner: { name: owner.name, email: asList(owner.email) },
    maturity: value.maturity,
    url: value.url,
    config: { enabled, raw: values },
    dependsOn: { nodes: inputs(run, entry, { referables, enabled }), macros: [], vars: {}, environment: {} },
  }
}

function inputs(
  run: ParseRun,
  { value, yaml, path }: Entry<ExposureFile>,
  { referables, enabled: required }: { readonly referables: Referables; readonly enabled: boolean },
): readonly NodeId[] {
  const node = value.name
  const found = value.depends_on.flatMap((text, index) => {
    const at = yaml.locate([...path, 'depends_on', index])
    const result = findWritten(run, { text, at, node, referables, required })
    if (result.kind === 'found') return [result.id]
    if (result.kind === 'no-reference') {
      run.diagnostics.report(new GildError('exposure-input', { exposure: node, input: text }, { at }))
    }
    return []
  })
  return [...new Set(found)]
}
