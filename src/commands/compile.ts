import { join } from 'node:path'
import { writeFiles } from '../adapters/files/write-files.ts'
import { fileInPackage } from '../core/artifacts/package-file.ts'
import { select } from '../core/graph/select.ts'
import type { ManifestNode, ModelNode, NodeId, TestNode } from '../core/parse/manifest.ts'
import { isGildError } from '../errors/gild-error.ts'
import {
  type OpenQuery,
  openForQuery,
  openQuery,
  type QueryDeps,
  type QueryOptions,
} from './query-context.ts'
import { compileAsBuilt } from './query-node.ts'
import { inlineModel } from './show.ts'
import { warningEvent } from './warning-event.ts'

export interface CompileOptions extends QueryOptions {
  readonly select: readonly string[]
  readonly exclude: readonly string[]
}

export interface CompiledFile {
  readonly id: NodeId
  readonly name: string
  /** Relative to the project folder. */
  readonly file: string
  readonly sql: string
}

/**
 * Writes the SQL of the selected models and tests, as the next build would run it, below `target/compiled`. Throws an
 * `AggregateError` of all that do not compile; the others are written all the same.
 */
export async function compile(options: CompileOptions, deps: QueryDeps): Promise<readonly CompiledFile[]> {
  const opened = await openForQuery(options, deps)
  const { graph, manifest, project, folder } = opened
  const selection = select(graph, options)
  for (const warning of selection.warnings) deps.events(warningEvent(warning))
  await using query = await openQuery({ command: 'compile', opened, options }, deps)
  const nodes = selection.ids.map(id => manifest.nodes.get(id)).filter(hasSql)
  const errors: unknown[] = []
  const files: CompiledFile[] = []
  for (const node of nodes) {
    try {
      const sql = await compileSql(query, node)
      files.push({
        id: node.id,
        name: node.name,
        file: join(project.targetPath, 'compiled', pathOf(node)),
        sql,
      })
    } catch (error) {
      if (isGildError(error, 'run-cancelled')) throw error
      errors.push(error)
    }
  }
  await writeFiles(folder, new Map(files.map(({ file, sql }) => [file, `${sql.trimEnd()}\n`])))
  if (errors.length > 0) throw new AggregateError(errors)
  return files
}

/** What a template typed by hand becomes. */
export async function compileInline(sql: string, options: QueryOptions, deps: QueryDeps): Promise<string> {
  const opened = await openForQuery(options, deps)
  await using query = await openQuery({ command: 'compile', opened, options }, deps)
  return await compileSql(query, inlineModel(opened.manifest.projectName, sql))
}

async function compileSql({ context }: OpenQuery, node: ModelNode | TestNode): Promise<string> {
  const { sql } = await context.warehouse.withWorker(worker => compileAsBuilt(context, node, worker))
  return sql
}

function hasSql(node: ManifestNode | undefined): node is ModelNode | TestNode {
  return node?.kind === 'model' || node?.kind === 'test'
}

// As dbt does: a generic test lies in a folder named after the YAML file that declares it.
function pathOf(node: ModelNode | TestNode): string {
  const isGeneric = node.kind === 'test' && node.generic !== undefined
  const file = fileInPackage(node)
  return join(node.package, isGeneric ? join(file, `${node.name}.sql`) : file)
}
