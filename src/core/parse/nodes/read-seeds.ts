import { createHash } from 'node:crypto'
import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import { type MergedConfig, mergeLevels } from '../../project/config-levels.ts'
import type { SeedProperties } from '../../project/schema/properties-file.ts'
import { type RecordedHooks, recordHooks } from '../hooks/record-hooks.ts'
import type { NodeId, SeedConfig } from '../manifest.ts'
import { fileParts, nodeId } from '../names.ts'
import { folderLevels, rootLevels } from '../packages/folder-levels.ts'
import type { ParseRun } from '../parse-run.ts'
import { type Entry, entryLevels } from '../properties/read-properties.ts'
import { unsupportedProblems } from './checked-level.ts'
import { csvHeader } from './csv-header.ts'
import { seedConfig } from './model-config.ts'

/** A seed before it has a place. */
export interface SeedDraft {
  readonly id: NodeId
  readonly name: string
  readonly fqn: readonly string[]
  readonly file: string
  readonly config: MergedConfig
  readonly typed: SeedConfig
  readonly checksum: string
  readonly entry: Entry<SeedProperties> | undefined
  readonly hooks: RecordedHooks | undefined
}

export type SeedFile = readonly [file: string, content: string | Uint8Array]

export function readSeeds(run: ParseRun, files: readonly SeedFile[]): readonly SeedDraft[] {
  return files.map(file => readSeed(run, file))
}

function readSeed(run: ParseRun, [file, content]: SeedFile): SeedDraft {
  const { project, properties, diagnostics } = run
  const { folders, name } = fileParts(file, project.seedPaths) ?? { folders: [], name: file }
  const fqn = [project.name, ...folders, name]
  const entry = properties.seeds.get(name)
  const levels = [
    ...folderLevels(run, 'seeds', fqn),
    ...(entry === undefined ? [] : entryLevels(entry)),
    ...rootLevels(run, 'seeds', fqn),
  ]
  const config = mergeLevels(levels)
  const typed = seedConfig(config)
  const draft: SeedDraft = {
    id: nodeId('seed', project.name, name),
    name,
    fqn,
    file,
    config,
    typed,
    checksum: createHash('sha256').update(content).digest('hex'),
    entry,
    hooks: recordHooks(run, { name, fqn, file, levels, configured: config.values }),
  }
  for (const error of unsupportedProblems(levels)) diagnostics.report(error)
  if (typed.enabled) for (const error of headerProblems(draft, content)) diagnostics.report(error)
  return draft
}

// What YAML says about columns must be true of the file. The engine checks the values.
function headerProblems(seed: SeedDraft, content: string | Uint8Array): readonly GildError[] {
  const { file, name, typed } = seed
  const header = csvHeader(firstBytes(content), typed.delimiter)
  const at: Location = { file, line: 1, column: 1 }
  if (header === undefined) {
    return [new GildError('seed-invalid', { file, problem: 'its first line names no columns' }, { at })]
  }
  const known = new Set(header.map(column => column.toLowerCase()))
  return declaredColumns(seed)
    .filter(({ column }) => !known.has(column.toLowerCase()))
    .map(({ column, at: place }) => {
      const params = { seed: name, column, file, closest: nearest(column, header) }
      return new GildError('seed-column-missing', params, { at: place })
    })
}

interface DeclaredColumn {
  readonly column: string
  readonly at: Location | undefined
}

function declaredColumns({ entry, config, typed }: SeedDraft): readonly DeclaredColumn[] {
  const described = (entry?.value.columns ?? []).map(({ name }, index) => ({
    column: name,
    at: entry?.yaml.locate([...entry.path, 'columns', index, 'name']),
  }))
  const seen = new Set(described.map(({ column }) => column))
  // Types may be set for a whole folder, whose seeds need not all have the column.
  const own = config.isOwn('column_types') ? Object.keys(typed.columnTypes) : []
  const typedOnly = own.filter(column => !seen.has(column))
  return [...described, ...typedOnly.map(column => ({ column, at: config.locate('column_types') }))]
}

function firstBytes(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content.subarray(0, 1 << 20))
}
