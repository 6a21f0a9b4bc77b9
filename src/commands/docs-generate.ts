import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFiles } from '../adapters/files/write-files.ts'
import { catalogJson } from '../core/artifacts/catalog.ts'
import { tableHistoryJson } from '../core/artifacts/catalog-history.ts'
import { manifestJson } from '../core/artifacts/manifest-json.ts'
import type { ManifestNode, ModelNode, NodeId, TestNode } from '../core/parse/manifest.ts'
import { bundleScript } from '../docs/bundle-script.ts'
import { entryFile, renderSite } from '../docs/render-site.ts'
import { GildError, isGildError } from '../errors/gild-error.ts'
import { openForQuery, openQuery, type QueryDeps, type QueryOptions } from './query-context.ts'
import { compileAsBuilt } from './query-node.ts'
import { readCatalog } from './read-catalog.ts'

export interface DocsOptions extends QueryOptions {
  /** One file that holds everything, in place of a folder. */
  readonly isStatic: boolean
}

export interface GeneratedDocs {
  /** Absolute: the file to open. */
  readonly file: string
  readonly pages: number
  /** Models whose SQL does not compile: their pages show the source only. */
  readonly notCompiled: number
}

/** Below the target path. */
export const docsFolder = 'docs'

/**
 * Compiles the project, looks at its tables, and writes `manifest.json`, `catalog.json`, `table_history.json` and the
 * documentation site made of them and of `run_results.json`. What does not compile or cannot be read is warned of.
 */
export async function docsGenerate(options: DocsOptions, deps: QueryDeps): Promise<GeneratedDocs> {
  const opened = await openForQuery(options, deps)
  const { graph, manifest, project, folder, lakeFolder } = opened
  const startedAt = deps.runtime.clock.now()
  await using query = await openQuery({ command: 'docs generate', opened, options }, deps)
  const { context } = query
  const warn = (id: string | undefined, message: string) => deps.events({ kind: 'warning', id, message })
  const compiledSql = new Map<NodeId, string>()
  const withSql = [...manifest.nodes.values()].filter(hasSql)
  for (const node of withSql) {
    try {
      const compiled = await context.warehouse.withWorker(worker => compileAsBuilt(context, node, worker))
      compiledSql.set(node.id, compiled.sql)
    } catch (error) {
      if (isGildError(error, 'run-cancelled') || deps.signal.aborted) throw error
      warn(node.id, `${node.name} does not compile: ${error instanceof Error ? error.message : error}`)
    }
  }
  const { entries, histories, errors } = await readCatalog(context, lakeFolder)
  for (const message of errors) warn(undefined, message)
  const generatedAt = deps.runtime.clock.now()
  const metadata = { gildVersion: deps.version, invocationId: context.runId, generatedAt, startedAt }
  const target = join(folder, project.targetPath)
  const artifacts = new Map([
    ['manifest.json', manifestJson({ metadata, graph, project, compiledSql })],
    ['catalog.json', catalogJson({ metadata, entries, errors })],
    ['table_history.json', tableHistoryJson(metadata, histories)],
  ])
  await writeFiles(target, artifacts)
  const { file, pages } = await writeSite({ target, folder, artifacts, isStatic: options.isStatic })
  return { file, pages, notCompiled: withSql.length - compiledSql.size }
}

function hasSql(node: ManifestNode): node is ModelNode | TestNode {
  return node.kind === 'model' || node.kind === 'test'
}

interface SiteFiles {
  /** Absolute. */
  readonly target: string
  /** Of the project, absolute. */
  readonly folder: string
  readonly artifacts: ReadonlyMap<string, string>
  readonly isStatic: boolean
}

async function writeSite({ target, folder, artifacts, isStatic }: SiteFiles) {
  const parsed = (name: string): unknown => JSON.parse(artifacts.get(name) ?? 'null')
  const files = renderSite({
    artifacts: {
      manifest: parsed('manifest.json'),
      catalog: parsed('catalog.json'),
      history: parsed('table_history.json'),
      runResults: await readRunResults(join(target, 'run_results.json')),
    },
    readme: await readText(join(folder, 'README.md')),
    script: await readScript(),
    isStatic,
  })
  const site = join(target, docsFolder)
  // Chunks of a project that was larger would stay for ever.
  if (!isStatic) await rm(join(site, 'data'), { recursive: true, force: true })
  await writeFiles(site, files.files)
  return { file: join(site, entryFile({ isStatic })), pages: files.pages }
}

async function readRunResults(file: string): Promise<unknown> {
  const text = await readText(file)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'it is not JSON'
    throw new GildError('artifact-invalid', { file, problem }, { cause })
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw new GildError('file-unreadable', { file }, { cause })
  }
}

// What runs in the page is compiled with gild, and lies beside it.
async function readScript(): Promise<string> {
  const root = join(import.meta.dirname, '../docs')
  const modules = new Map<string, string>()
  for (const part of ['browser', 'shared']) {
    const names = await readdir(join(root, part), { recursive: true })
    for (const name of names.filter(each => each.endsWith('.js')))
      modules.set(`${part}/${name.replaceAll('\\', '/')}`, await readFile(join(root, part, name), 'utf8'))
  }
  if (!modules.has('browser/main.js')) throw new GildError('docs-script-missing', { folder: root })
  return bundleScript(modules, 'browser/main.js')
}
