import { mergeLevels } from '../../project/config-levels.ts'
import { fileParts, nodeId } from '../names.ts'
import { configCallLevel } from '../nodes/checked-level.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { entryLevels, entryLocation } from '../properties/read-properties.ts'
import { recordTemplate } from '../references/record-template.ts'
import { type TestDraft, testTags } from './test-draft.ts'

/** Data tests that are files of SQL, `files` being path and text. */
export function readSingularTests(
  run: ParseRun,
  files: readonly (readonly [string, string])[],
): readonly TestDraft[] {
  return files.map(([file, rawSql]) => readTest(run, file, rawSql))
}

function readTest(run: ParseRun, file: string, rawSql: string): TestDraft {
  const { project, properties, places, diagnostics } = run
  const { folders, name } = fileParts(file, project.testPaths) ?? { folders: [], name: file }
  const fqn = [project.name, ...folders, name]
  const entry = properties.dataTests.get(name)
  const outside = [...folderLevels(run, 'dataTests', fqn), ...(entry === undefined ? [] : entryLevels(entry))]
  const above = rootLevels(run, 'dataTests', fqn)
  const configured = mergeLevels([...outside, ...above]).values
  const recorded = recordTemplate(run, { file, text: rawSql, node: name, fqn, configured })
  const context = { kind: 'dataTests' as const, node: name, places, report: diagnostics.report }
  const calls = (recorded?.recording.configCalls ?? []).map(call => configCallLevel(call, context))
  const levels = [...outside, ...calls, ...above]
  return {
    id: nodeId('test', project.name, name),
    name,
    alias: name,
    fqn,
    file,
    description: entry?.value.description ?? '',
    tags: testTags(levels, []),
    rawSql,
    config: mergeLevels(levels),
    generic: undefined,
    patchedAt: entry === undefined ? undefined : entryLocation(entry),
    recorded,
    place: (reference, position) => places.argument(reference.at, position),
  }
}
