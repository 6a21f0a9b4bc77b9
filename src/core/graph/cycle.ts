import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Manifest, NodeId } from '../parse/manifest.ts'

type Edges = ReadonlyMap<NodeId, readonly NodeId[]>

/**
 * One `graph-cycle` for each group of nodes that reach each other: a shortest cycle through its first node. `sorted`
 * is what a topological sort could place.
 */
export function cycleErrors(
  manifest: Manifest,
  parents: Edges,
  sorted: readonly NodeId[],
): readonly GildError[] {
  const placed = new Set(sorted)
  for (const id of behindCycles(parents, placed)) placed.add(id)
  const seen = new Set<NodeId>()
  const errors: GildError[] = []
  for (const id of parents.keys()) {
    if (placed.has(id) || seen.has(id)) continue
    const cycle = shortestCycle(parents, id, placed)
    if (cycle === undefined) continue
    for (const member of mutuallyReachable(parents, id, placed)) seen.add(member)
    errors.push(cycleError(manifest, cycle))
  }
  return errors
}

// What cycles lead to is no part of them: left in, each such node would cost a search of its own.
function behindCycles(parents: Edges, placed: ReadonlySet<NodeId>): readonly NodeId[] {
  const readers = new Map<NodeId, number>()
  const rest = [...parents.keys()].filter(id => !placed.has(id))
  for (const id of rest) {
    for (const parent of parents.get(id) ?? []) readers.set(parent, (readers.get(parent) ?? 0) + 1)
  }
  const behind = rest.filter(id => !readers.has(id))
  for (const id of behind) {
    for (const parent of parents.get(id) ?? []) {
      const left = (readers.get(parent) ?? 0) - 1
      readers.set(parent, left)
      if (left === 0 && !placed.has(parent)) behind.push(parent)
    }
  }
  return behind
}

function cycleError(manifest: Manifest, cycle: readonly NodeId[]): GildError {
  const path = cycle.map(id => {
    const { name, file } = manifest.nodes.get(id) ?? bug(`"${id}" is on a cycle but no node`)
    return { name, file }
  })
  return new GildError('graph-cycle', { path }, { at: { file: path[0]?.file ?? '' } })
}

// `[a, b]` for "a reads b, b reads a".
function shortestCycle(
  parents: Edges,
  start: NodeId,
  placed: ReadonlySet<NodeId>,
): readonly NodeId[] | undefined {
  const readBy = new Map<NodeId, NodeId>()
  const queue = [start]
  for (const id of queue) {
    for (const parent of parents.get(id) ?? []) {
      if (parent === start) return pathTo(id, start, readBy)
      if (placed.has(parent) || readBy.has(parent)) continue
      readBy.set(parent, id)
      queue.push(parent)
    }
  }
  return undefined
}

function pathTo(last: NodeId, start: NodeId, readBy: ReadonlyMap<NodeId, NodeId>): readonly NodeId[] {
  const path = [last]
  for (let id = last; id !== start; ) {
    id = readBy.get(id) ?? bug(`no way from "${start}" to "${last}"`)
    path.unshift(id)
  }
  return path
}

// The strongly connected component of `start`: what it reads that also reads it.
function mutuallyReachable(parents: Edges, start: NodeId, placed: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const below = reachable(parents, start, placed)
  const readers = new Map<NodeId, NodeId[]>()
  for (const id of below) {
    for (const parent of parents.get(id) ?? []) {
      const list = readers.get(parent)
      if (list === undefined) readers.set(parent, [id])
      else list.push(id)
    }
  }
  return reachable(readers, start, placed)
}

function reachable(edges: Edges, start: NodeId, placed: ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const found = new Set([start])
  for (const id of found) {
    for (const next of edges.get(id) ?? []) if (!placed.has(next)) found.add(next)
  }
  return found
}
