import type { SearchData, SiteIndex } from './site-data.ts'

export interface SearchHit {
  /** Place in the index. */
  readonly node: number
  /** Of a hit in a column. */
  readonly column: string | undefined
  /** The description where it matches, shortened around the match. */
  readonly context: string
  readonly score: number
}

export type Search = (
  query: string,
  limit: number,
) => { readonly hits: readonly SearchHit[]; readonly total: number }

/** Prepares a search over names, columns, tags and descriptions. A scan of plain text: 90,000 columns take a few ms. */
export function createSearch(index: SiteIndex, data: SearchData): Search {
  const entries = index.nodes.flatMap((node, place) => {
    const description = data.descriptions[place] ?? ''
    const own = entryOf({
      node: place,
      column: undefined,
      name: node.name,
      description,
      rest: (node.tags ?? []).join(' '),
    })
    const columns = (data.columns[place] ?? []).map(([column, says]) =>
      entryOf({ node: place, column, name: column, description: says, rest: node.name }),
    )
    return [own, ...columns]
  })
  return (query, limit) => {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter(word => word !== '')
    if (words.length === 0) return { hits: [], total: 0 }
    const found: { readonly entry: Entry; readonly score: number }[] = []
    for (const entry of entries) {
      const score = scoreOf(entry, words)
      if (score > 0) found.push({ entry, score: score + bonusOf(index, entry) })
    }
    found.sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length)
    const hits = found.slice(0, limit).map(({ entry, score }) => hitOf(entry, score, words))
    return { hits, total: found.length }
  }
}

interface Entry {
  readonly node: number
  readonly column: string | undefined
  readonly name: string
  readonly description: string
  readonly lowerName: string
  readonly lowerText: string
  /** What a word may also be found in, but not all words: the tags, or the table of a column. */
  readonly lowerRest: string
}

function entryOf({
  rest,
  ...entry
}: Pick<Entry, 'node' | 'column' | 'name' | 'description'> & { readonly rest: string }): Entry {
  return {
    ...entry,
    lowerName: entry.name.toLowerCase(),
    lowerText: entry.description.toLowerCase(),
    lowerRest: rest.toLowerCase(),
  }
}

// 0 when a word is nowhere, and for a column of which only the table is found: the table is a hit itself.
function scoreOf(entry: Entry, words: readonly string[]): number {
  let score = 0
  let own = 0
  for (const word of words) {
    const points = pointsOf(entry, word)
    if (points > restPoints) own++
    else if (points === 0) return 0
    score += points
  }
  return own === 0 && entry.column !== undefined ? 0 : score
}

const restPoints = 8

function pointsOf({ lowerName, lowerText, lowerRest }: Entry, word: string): number {
  const at = lowerName.indexOf(word)
  if (at === 0) return lowerName === word ? 100 : 60
  if (at > 0) return lowerName[at - 1] === '_' ? 45 : 30
  if (lowerText.includes(word)) return 10
  return lowerRest.includes(word) ? restPoints : 0
}

function bonusOf({ nodes }: SiteIndex, { node, column }: Entry): number {
  const kind = nodes[node]?.kind
  const rank = kind === 'model' ? 12 : kind === 'source' || kind === 'seed' || kind === 'exposure' ? 10 : 0
  return rank + (column === undefined ? 6 : 0)
}

function hitOf({ node, column, description }: Entry, score: number, words: readonly string[]): SearchHit {
  const text = description.replace(/\s+/g, ' ').trim()
  const lower = text.toLowerCase()
  const first = words.map(word => lower.indexOf(word)).filter(at => at >= 0)
  const at = first.length === 0 ? 0 : Math.min(...first)
  const start = at > 60 ? text.indexOf(' ', at - 40) + 1 : 0
  const cut = text.slice(start, start + 140)
  const context = `${start > 0 ? '… ' : ''}${cut}${start + 140 < text.length ? ' …' : ''}`
  return { node, column, context, score }
}
