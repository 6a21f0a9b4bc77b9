import { asList, type MergedConfig } from '../../project/config-levels.ts'
import { isMap } from '../../project/yaml/plain-data.ts'
import { type TestDraft, testConfig } from '../data-tests/test-draft.ts'
import { assembleHooks, assembleSeedHooks } from '../hooks/node-hooks.ts'
import type { ExposureNode, ManifestNode, ModelNode, SeedNode, TestNode, UnitTestNode } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import { entryLocation } from '../properties/read-properties.ts'
import { resolveDependencies } from '../references/dependencies.ts'
import type { Referables } from '../references/resolve.ts'
import { columnProperties } from './columns.ts'
import { modelConfig, modelConfigProblems } from './model-config.ts'
import type { ModelDraft } from './read-models.ts'
import type { SeedDraft } from './read-seeds.ts'
import { type Named, type Naming, relationNames } from './relation-names.ts'

export interface Assembly {
  readonly naming: Naming
  readonly referables: Referables
}

/** A model with its references resolved. What is wrong is reported, unless the model is disabled. */
export function modelNode(run: ParseRun, draft: ModelDraft, { naming, referables }: Assembly): ModelNode {
  const { project, places, diagnostics } = run
  const { id, name, fqn, file, rawSql, config: merged, entry, recorded } = draft
  const config = modelConfig(merged, fqn.length > 2 ? fqn[1] : undefined)
  const referrer = {
    name,
    place: (reference: { at: { file: string } }, position: number) => places.argument(reference.at, position),
  }
  const { dependencies: own, failures } = resolveDependencies(run, { recorded, referables, referrer })
  const hooked =
    draft.hooks === undefined ? undefined : assembleHooks(run, draft.hooks, { id, referrer, referables, own })
  if (config.enabled) {
    for (const { error } of failures) diagnostics.report(error)
    for (const error of hooked?.failures ?? []) diagnostics.report(error)
    for (const error of modelConfigProblems(name, config, merged)) diagnostics.report(error)
  }
  return {
    kind: 'model',
    id,
    name,
    package: project.name,
    packageFolder: project.folder,
    fqn,
    file,
    ...described(merged, entry?.value.description),
    patchedAt: entry === undefined ? undefined : entryLocation(entry),
    ...named(run, { draft, resourceType: 'model', enabled: config.enabled, naming }),
    columns: columnProperties(entry?.value.columns),
    rawSql,
    config,
    dependsOn: hooked?.dependencies ?? own,
    hooks: hooked?.hooks,
  }
}

export function seedNode(run: ParseRun, draft: SeedDraft, naming: Naming): SeedNode {
  const { id, name, fqn, file, config: merged, typed: config, checksum, entry } = draft
  return {
    kind: 'seed',
    id,
    name,
    package: run.project.name,
    packageFolder: run.project.folder,
    fqn,
    file,
    ...described(merged, entry?.value.description),
    patchedAt: entry === undefined ? undefined : entryLocation(entry),
    ...named(run, { draft, resourceType: 'seed', enabled: config.enabled, naming }),
    columns: columnProperties(entry?.value.columns),
    config,
    checksum,
    hooks: draft.hooks === undefined ? undefined : assembleSeedHooks(run, draft.hooks, name),
  }
}

/** A data test; one on anything disabled is disabled itself. */
export function testNode(run: ParseRun, draft: TestDraft, referables: Referables): TestNode {
  const { id, name, alias, fqn, file, description, tags, rawSql, generic, patchedAt, recorded } = draft
  const { dependencies, failures } = resolveDependencies(run, {
    recorded,
    referables,
    referrer: { name, place: draft.place },
  })
  const disabled = failures.some(({ kind }) => kind === 'disabled')
  const config = testConfig(draft.config)
  const enabled = config.enabled && !disabled
  if (enabled) for (const { error } of failures) run.diagnostics.report(error)
  const meta = isMap(draft.config.values.meta) ? draft.config.values.meta : {}
  return {
    kind: 'test',
    id,
    name,
    alias,
    package: run.project.name,
    packageFolder: run.project.folder,
    fqn,
    file,
    description,
    tags,
    meta,
    rawSql,
    config: { ...config, enabled },
    dependsOn: dependencies,
    generic,
    patchedAt,
  }
}

/** Whether a node takes part in the project. */
export function isEnabled(node: ManifestNode | UnitTestNode | ExposureNode): boolean {
  return node.config.enabled
}

function described(config: MergedConfig, description: string | undefined) {
  const { tags, meta } = config.values
  return { tags: asList(tags), meta: isMap(meta) ? meta : {}, description: description ?? '' }
}

interface ToName {
  readonly draft: ModelDraft | SeedDraft
  readonly resourceType: 'model' | 'seed'
  readonly enabled: boolean
  readonly naming: Naming
}

function named(run: ParseRun, { draft, resourceType, enabled, naming }: ToName): Named {
  const { name, fqn, file, config } = draft
  const tags = asList(config.values.tags)
  const node = { name, resourceType, package: run.project.name, fqn, file, tags, config }
  const names = enabled ? run.diagnostics.attempt(() => relationNames(node, naming)) : undefined
  // What is disabled has no place; what failed was reported.
  return names ?? { schema: '', alias: name, path: '' }
}
