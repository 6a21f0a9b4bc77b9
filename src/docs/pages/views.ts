import { bytes, count, duration, plural, time, valueText } from '../format.ts'
import { healthOf } from '../health.ts'
import { kindLabels, type NodeKind } from '../shared/site-data.ts'
import type { LastRun, NodeRun, SiteModel, SiteNode } from '../site-node.ts'

/** Lists on one page end here: a macro may have thousands of callers. */
const longestList = 200
const longestReadme = 12_000

/** What the template of a node's page shows. */
export function nodeView(node: SiteNode, { byId }: SiteModel): object {
  const nodes = (ids: readonly string[]) => ids.flatMap(id => byId.get(id) ?? []).slice(0, longestList)
  const columns = node.columns.map(column => ({ ...column, tests: nodes(column.tests) }))
  const inColumns = new Set(node.columns.flatMap(({ tests }) => tests))
  return {
    node,
    facts: factsOf(node),
    attachedTo: nodes(node.tested),
    hasLineage: node.kind !== 'test' && node.kind !== 'macro',
    columns,
    hasColumnTests: columns.some(({ tests }) => tests.length > 0),
    tableTests: nodes(node.tests.filter(id => !inColumns.has(id))),
    reads: nodes(node.reads),
    readBy: nodes(node.readBy),
    macros: nodes(node.macros),
    config: entries(node),
  }
}

interface Fact {
  readonly name: string
  readonly value: string
}

function factsOf(node: SiteNode): readonly Fact[] {
  const { table, run, config, exposure } = node
  const stream = config.stream as Readonly<Record<string, unknown>> | null | undefined
  const external = config.external as Readonly<Record<string, unknown>> | null | undefined
  const rowName = table?.type === 'topic' ? 'Messages' : 'Rows'
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Relation', node.relation],
    ['Topic', stream === null || stream === undefined ? '' : valueText(stream.topic)],
    ['Location', valueText(external?.location ?? '')],
    [rowName, count(table?.rows)],
    ['Size', bytes(table?.bytes)],
    ['Files', count(table?.files)],
    ['Version', count(table?.version)],
    ['Written', time(table?.modifiedAt ?? '')],
    ['Partitioned by', table?.partitionBy ?? ''],
    ['Severity', node.kind === 'test' ? valueText(config.severity ?? '') : ''],
    ['Bad rows', node.kind === 'test' ? count(run?.failures) : ''],
    ['Last run', run === undefined ? '' : runText(run)],
    ['Owner', exposure?.owner ?? ''],
    ['Maturity', exposure?.maturity ?? ''],
    ['File', node.file],
    ['Package', node.isForeign ? node.package : ''],
  ]
  return facts.flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]))
}

function runText({ startedAt, seconds, rows }: NodeRun): string {
  const parts = [time(startedAt), duration(seconds), rows === undefined ? '' : plural(rows, 'row')]
  return parts.filter(part => part !== '').join(', ')
}

// What says nothing is left out: most keys of most nodes have their default.
function entries({ config, meta, kind }: SiteNode): readonly Fact[] {
  if (kind === 'macro') return []
  const all = [
    ...Object.entries(config),
    ...Object.entries(meta).map(([key, value]) => [`meta.${key}`, value]),
  ]
  return all.flatMap(([name, value]) =>
    isEmpty(value) ? [] : [{ name: String(name), value: valueText(value) }],
  )
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

export interface OverviewOptions {
  readonly readme: string | undefined
  readonly edges: number
}

/** What the template of the overview shows. */
export function overviewView(site: SiteModel, { readme, edges }: OverviewOptions): object {
  const whole = readme === undefined ? '' : withoutTitle(readme)
  const shown = shortened(whole)
  return {
    site,
    edges,
    cards: cardsOf(site),
    run: site.lastRun && runView(site.lastRun, site),
    health: healthOf(site).map(check => ({
      ...check,
      shown: check.missing.slice(0, 50),
      more: Math.max(0, check.missing.length - 50),
    })),
    readme: shown,
    readmeCut: shown.length < whole.length,
  }
}

function cardsOf({ nodes }: SiteModel): readonly object[] {
  const order: readonly NodeKind[] = ['model', 'source', 'seed', 'test', 'macro', 'exposure']
  return order.flatMap(kind => {
    const found = nodes.filter(node => node.kind === kind && (kind !== 'macro' || !node.isForeign)).length
    const { one, many } = kindLabels[kind]
    return found === 0 ? [] : [{ kind, count: found, label: found === 1 ? one : many.toLowerCase() }]
  })
}

const wrong: ReadonlySet<string> = new Set(['error', 'fail', 'warn', 'runtime error'])

function runView({ command, startedAt, seconds, results }: LastRun, { byId }: SiteModel): object {
  const known = results.flatMap(({ id, run }) => {
    const node = byId.get(id)
    return node === undefined ? [] : [{ node, run }]
  })
  const byStatus = new Map<string, number>()
  for (const { run } of results) byStatus.set(run.status, (byStatus.get(run.status) ?? 0) + 1)
  const slowest = [...known]
    .filter(({ run }) => run.seconds >= 0.005)
    .sort((a, b) => b.run.seconds - a.run.seconds)
    .slice(0, 5)
  const longest = slowest[0]?.run.seconds ?? 1
  return {
    command,
    startedAt,
    seconds,
    counts: [...byStatus].map(([status, number]) => ({ status, count: number })),
    problems: results
      .filter(({ run }) => wrong.has(run.status))
      .slice(0, 50)
      .map(({ id, run }) => ({ id, run, node: byId.get(id) })),
    slowest: slowest.map(each => ({ ...each, percent: Math.round((100 * each.run.seconds) / longest) })),
  }
}

// The title of the page is the project's name, so the text's own goes.
function withoutTitle(readme: string): string {
  return readme.replace(/^\s*#\s[^\n]*\n/, '')
}

// A long text ends before a heading.
function shortened(text: string): string {
  if (text.length <= longestReadme) return text
  const end = text.lastIndexOf('\n## ', longestReadme)
  return text.slice(0, end > 0 ? end : longestReadme)
}
