/** What the part of the address after `#` says. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'list'; readonly kind: string; readonly filter: string }
  /** `at` is a section or column of the page. */
  | { readonly page: 'node'; readonly id: string; readonly at: string | undefined }
  | {
      readonly page: 'lineage'
      readonly id: string | undefined
      readonly group: string | undefined
      readonly up: number
      readonly down: number
      readonly all: boolean
    }
  | { readonly page: 'unknown'; readonly path: string }

const farthest = 99

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?')
  const [page = '', first, second] = path.split('/').map(decode)
  const parameters = new URLSearchParams(query)
  if (page === '') return { page: 'overview' }
  if (page === 'list' && first !== undefined)
    return { page: 'list', kind: first, filter: parameters.get('filter') ?? '' }
  if (page === 'node' && first !== undefined) return { page: 'node', id: first, at: second }
  if (page === 'lineage')
    return {
      page: 'lineage',
      id: first === '' ? undefined : first,
      group: parameters.get('group') ?? undefined,
      up: depth(parameters.get('up')),
      down: depth(parameters.get('down')),
      all: parameters.has('all'),
    }
  return { page: 'unknown', path }
}

export function nodeHash(id: string, at?: string): string {
  const path = `#/node/${encodeURIComponent(id)}`
  return at === undefined ? path : `${path}/${encodeURIComponent(at)}`
}

export function listHash(kind: string, filter = ''): string {
  return `#/list/${kind}${filter === '' ? '' : `?filter=${encodeURIComponent(filter)}`}`
}

export function lineageHash(id: string, up: number, down: number): string {
  return `#/lineage/${encodeURIComponent(id)}?up=${up}&down=${down}`
}

export function groupHash(group: string): string {
  return `#/lineage?group=${encodeURIComponent(group)}`
}

function depth(text: string | null): number {
  const steps = text === null ? 2 : Number(text)
  return Number.isInteger(steps) && steps >= 0 ? Math.min(steps, farthest) : 2
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
