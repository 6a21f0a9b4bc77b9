/** A value of a YAML file and where it stands: offsets into the text. */
export type PlainNode = PlainScalar | PlainList | PlainMap

export interface PlainScalar {
  readonly kind: 'scalar'
  readonly start: number
  readonly end: number
  readonly value: string | number | boolean | null
}

export interface PlainList {
  readonly kind: 'list'
  readonly start: number
  readonly items: readonly PlainNode[]
}

export interface PlainMap {
  readonly kind: 'map'
  readonly start: number
  readonly entries: readonly PlainEntry[]
}

export interface PlainEntry {
  readonly key: PlainKey
  readonly value: PlainNode
}

export interface PlainKey {
  readonly start: number
  readonly end: number
  readonly value: string
}

/** The scalar as a key: a text, but no merge, nothing that a plain object cannot have, and no more than YAML allows. */
export function textKey(scalar: PlainScalar | undefined): PlainKey | undefined {
  if (scalar === undefined || typeof scalar.value !== 'string') return undefined
  const { start, end, value } = scalar
  const ordinary = value !== '<<' && value !== '__proto__' && end - start < 1000
  return ordinary ? { start, end, value } : undefined
}

/** Lists and maps as arrays and plain objects. */
export function plainData(node: PlainNode): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(plainData)
  const data: Record<string, unknown> = {}
  for (const { key, value } of node.entries) data[key.value] = plainData(value)
  return data
}

/** What stands at a path, or is nearest to it: a value, or the key that leads to it. */
export function findPlain(
  root: PlainNode,
  path: readonly PropertyKey[],
  part: 'key' | 'value',
): PlainNode | PlainKey {
  let node = root
  let key: PlainKey | undefined
  for (const step of path) {
    const inside = enter(node, step)
    if (inside === undefined) return node
    node = inside.value
    key = inside.key
  }
  return part === 'key' ? (key ?? node) : node
}

interface Inside {
  readonly key?: PlainKey
  readonly value: PlainNode
}

function enter(node: PlainNode, step: PropertyKey): Inside | undefined {
  if (node.kind === 'map') return node.entries.find(({ key }) => key.value === String(step))
  const value = node.kind === 'list' ? node.items[Number(step)] : undefined
  return value === undefined ? undefined : { value }
}
