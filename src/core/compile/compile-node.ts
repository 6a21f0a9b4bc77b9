import { GildError } from '../../errors/gild-error.ts'
import type { ManifestNode, ModelNode, NodeId, TestNode } from '../parse/manifest.ts'
import { parse, render, type Template } from '../template/index.ts'
import type { Compiled } from './compiled.ts'
import { nodeContext } from './context/node-context.ts'
import { referenceNames } from './context/reference-names.ts'
import { cteName } from './context/references.ts'
import { ephemeral } from './context/resolve.ts'
import type { Scope } from './context/scope.ts'
import type { CompileRequest, CompileRun } from './options.ts'
import type { MappedText } from './sql/mapped-text.ts'
import { quoteRelation } from './sql/quote.ts'
import { withTableAliases } from './sql/table-aliases.ts'
import { type Cte, statementOf, withCtes } from './sql/with-ctes.ts'
import { placedInYaml, placedMap } from './test-place.ts'

/**
 * Renders a node's SQL: one statement, without a semicolon or a comment behind it. Throws `GildError`s with their place
 * in the template and the macro calls that led there.
 */
export async function compileNode(run: CompileRun, request: CompileRequest): Promise<Compiled> {
  const { node, suffix } = request
  const names = referenceNames(suffix)
  const changedPartitions = new Map<string, readonly string[]>()
  const forValues = new Set<string>()
  const rendered = new Map<NodeId, Cte>()
  // Puts the ephemeral models that a template uses, and those that they use, in the order of their definition.
  async function renderWithCtes(of: ModelNode | TestNode): Promise<MappedText> {
    const used = new Set<NodeId>()
    const scope: Scope = {
      run,
      request,
      node: of,
      names,
      useEphemeral: id => used.add(id),
      changedPartitions,
      usedForValues: name => forValues.add(name),
    }
    const text = statementOf(await renderNode(of, scope))
    requireSql(of, text)
    for (const id of used) await addCte(id)
    return text
  }
  async function addCte(id: NodeId): Promise<void> {
    if (rendered.has(id)) return
    const model = ephemeral(run.manifest, id)
    const body = await renderWithCtes(model)
    rendered.set(id, { name: cteName(model.name), body })
  }
  const own = await renderWithCtes(node)
  const complete = withCtes(own, [...rendered.values()], node.file)
  const { sql, uses } = withTableAliases(complete, names.uses)
  const read = uses.map(use => ({ ...use, text: quoteRelation(use.name) }))
  const values = [...new Set([...changedPartitions.values()].flat())]
  return {
    id: node.id,
    sql: sql.text,
    map: sql.map,
    references: read
      .filter(({ text }) => !forValues.has(text) || sql.text.includes(text))
      .map(({ name, to, mode }) => ({ name, to, mode })),
    changedPartitions: changedPartitions.size === 0 ? undefined : values,
  }
}

async function renderNode(node: ModelNode | TestNode, scope: Scope): Promise<MappedText> {
  try {
    const { text, map } = await render(templateOf(node), nodeContext(scope))
    return { text, map: placedMap(node, map) }
  } catch (error) {
    throw placedInYaml(node, error)
  }
}

const templates = new WeakMap<ManifestNode, Template>()

function templateOf(node: ModelNode | TestNode): Template {
  const template = templates.get(node) ?? parse(node.rawSql, node.file)
  templates.set(node, template)
  return template
}

function requireSql({ name, file }: ManifestNode, { text }: MappedText): void {
  if (text.trim() === '') throw new GildError('sql-empty', { node: name }, { at: { file } })
}
