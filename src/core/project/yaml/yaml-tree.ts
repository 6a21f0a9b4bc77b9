import type { YamlEntry, YamlNode } from './yaml-events.ts'

/** Lists and maps as arrays and plain objects. */
export function plainData(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainData)
  const data: Record<string, unknown> = {}
  for (const { key, value } of node.entries) data[key.value] = plainData(value)
  return data
}

/** What stands at a path, or is nearest to it: a value, or the key that leads to it. */
export function findNode(root: YamlNode, path: readonly PropertyKey[], part: 'key' | 'value'): YamlNode {
  let node = root
  let key: YamlEntry['key'] | undefined
  for (const step of path) {
    const inside = enter(node, step)
    if (inside === undefined) return node
    node = inside.value
    key = inside.key
  }
  return part === 'key' ? (key ?? node) : node
}

interface Inside {
  readonly key?: YamlEntry['key']
  readonly value: YamlNode
}

function enter(node: YamlNode, step: PropertyKey): Inside | undefined {
  if (node.kind === 'map') return node.entries.find(({ key }) => key.value === String(step))
  const value = node.kind === 'list' ? node.items[Number(step)] : undefined
  return value === undefined ? undefined : { value }
}
