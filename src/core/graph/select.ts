import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import type { NodeId } from '../parse/manifest.ts'
import { type Graph, graphNode } from './dag.ts'
import { type Criterion, parseSelector } from './parse-selector.ts'
import { selectorMethods } from './selector-methods.ts'
import { ancestors, descendants } from './walk.ts'

export interface SelectOptions {
  /** `--select` arguments: each a union by spaces of intersections by commas. Empty or absent selects everything. */
  readonly select?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

export interface Selection {
  /** Models, seeds, tests, unit tests, sources and exposures, in graph order. */
  readonly ids: readonly NodeId[]
  /** `selector-matches-nothing`, to be printed: a selector that finds nothing stops no run. */
  readonly warnings: readonly GildError[]
}

/**
 * What `--select` and `--exclude` mean, as in dbt; tests come, and go, with any of their parents. Throws an
 * `AggregateError` of `selector-invalid` and `selector-unknown-method`.
 */
export function select(graph: Graph, { select = [], exclude = [] }: SelectOptions): Selection {
  const errors: unknown[] = []
  const warnings: GildError[] = []
  const [wanted, unwanted] = [select, exclude].map(selectors => resolve(selectors, errors))
  if (errors.length > 0) throw new AggregateError(errors)
  const included = wanted?.length === 0 ? new Set(graph.order) : unite(graph, wanted ?? [], warnings)
  const excluded = unite(graph, unwanted ?? [], warnings)
  return { ids: graph.order.filter(id => included.has(id) && !excluded.has(id)), warnings }
}

/** A criterion whose method exists and accepts its value. */
interface Search {
  readonly criterion: Criterion
  find(graph: Graph): readonly NodeId[]
}

function resolve(selectors: readonly string[], errors: unknown[]): readonly (readonly Search[])[] {
  const collect = <T>(work: () => T): readonly T[] => {
    try {
      return [work()]
    } catch (error) {
      errors.push(error)
      return []
    }
  }
  const words = selectors.flatMap(text => text.split(/\s+/)).filter(text => text !== '')
  return words.flatMap(word =>
    collect(() => parseSelector(word)).map(parts => parts.flatMap(part => collect(() => search(part)))),
  )
}

function search(criterion: Criterion): Search {
  const { text, method } = criterion
  const known = Object.keys(selectorMethods)
  const found = Object.hasOwn(selectorMethods, method) ? selectorMethods[method] : undefined
  if (found === undefined) {
    const closest = nearest(method, known)
    throw new GildError('selector-unknown-method', { selector: text, method, closest, known })
  }
  found.matcher(criterion, '')
  return {
    criterion,
    find(graph) {
      const matches = found.matcher(criterion, graph.manifest.projectName)
      return graph.order.filter(id => matches(graphNode(graph.manifest, id)))
    },
  }
}

function unite(
  graph: Graph,
  intersections: readonly (readonly Search[])[],
  warnings: GildError[],
): Set<NodeId> {
  const union = new Set<NodeId>()
  for (const parts of intersections) for (const id of intersect(graph, parts, warnings)) union.add(id)
  return union
}

function intersect(graph: Graph, parts: readonly Search[], warnings: GildError[]): readonly NodeId[] {
  const before = warnings.length
  const sets = parts.map(part => {
    const found = part.find(graph)
    if (found.length === 0) warnings.push(matchesNothing(graph, part.criterion))
    return withTests(graph, withNeighbours(graph, part.criterion, found))
  })
  const first = sets[0] ?? bug('a selector has no part')
  const common = [...first].filter(id => sets.every(set => set.has(id)))
  if (common.length === 0 && warnings.length === before) {
    const selector = parts.map(part => part.criterion.text).join(',')
    warnings.push(new GildError('selector-matches-nothing', { selector }))
  }
  return common
}

function withNeighbours(graph: Graph, criterion: Criterion, found: readonly NodeId[]): Set<NodeId> {
  const all = new Set(found)
  const { parents, children, childrensParents } = criterion
  if (childrensParents) {
    const below = [...found, ...descendants(graph, found)]
    for (const id of [...below, ...ancestors(graph, below)]) all.add(id)
  }
  for (const id of ancestors(graph, found, parents)) all.add(id)
  for (const id of descendants(graph, found, children)) all.add(id)
  return all
}

function withTests(graph: Graph, found: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const all = new Set(found)
  for (const id of found) {
    for (const child of graph.children.get(id) ?? []) {
      if (isTest(graph, child)) all.add(child)
    }
  }
  return all
}

function isTest({ manifest }: Graph, id: NodeId): boolean {
  return manifest.nodes.get(id)?.kind === 'test' || manifest.unitTests.has(id)
}

function matchesNothing(graph: Graph, { text, method, value }: Criterion): GildError {
  const values = new Set(
    graph.order.flatMap(id => selectorMethods[method]?.values(graphNode(graph.manifest, id)) ?? []),
  )
  const close = nearest(value, values)
  const closest = close === undefined ? undefined : text.replace(value, () => close)
  return new GildError('selector-matches-nothing', { selector: text, closest })
}
