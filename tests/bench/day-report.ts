import type { Usage } from './measure.ts'
import type { FinishedNode, TableRead } from './run-log.ts'

export interface DayRun {
  readonly usage: Usage
  readonly nodes: readonly FinishedNode[]
}

export interface DayRuns {
  readonly days: number
  readonly history: DayRun
  readonly increment: DayRun
  readonly full: DayRun
}

const slowestTests = 12

/** The increment as a share of the full build, then node by node. Times of nodes that ran side by side overlap. */
export function printDay({ days, history, increment, full }: DayRuns): void {
  console.log(`\nFastCart, one day on ${days} days of history; the gold tables of both ways are equal`)
  console.log(
    '                            wall s     share    cpu s     share    peak MB    of it tests, node s',
  )
  const runs = { [`${days} days`]: history, [`all ${days + 1} days`]: full, 'the last day': increment }
  for (const [name, run] of Object.entries(runs)) console.log(totalLine(name, run, full))
  console.log(
    '\nModels                                 all ms    day ms    rows         files read     MB read',
  )
  const before = new Map(full.nodes.map(node => [node.name, node]))
  for (const node of increment.nodes.filter(isModel)) printModel(node, before.get(node.name))
  console.log(`\nThe ${slowestTests} slowest data tests of the day      all ms    day ms`)
  const tests = increment.nodes.filter(node => !isModel(node)).sort((a, b) => b.ms - a.ms)
  for (const { name, ms } of tests.slice(0, slowestTests)) {
    console.log(`${name.slice(0, 60).padEnd(62)}${fixed(before.get(name)?.ms ?? 0, 8)}${fixed(ms, 10)}`)
  }
}

function totalLine(name: string, { usage, nodes }: DayRun, { usage: full }: DayRun): string {
  const testMs = nodes.filter(node => !isModel(node)).reduce((sum, { ms }) => sum + ms, 0)
  const cells = [
    (usage.wallMs / 1000).toFixed(2).padStart(14),
    (usage.wallMs / full.wallMs).toFixed(3).padStart(10),
    (usage.cpuMs / 1000).toFixed(2).padStart(9),
    (usage.cpuMs / full.cpuMs).toFixed(3).padStart(10),
    fixed(usage.peakMb, 11),
    (testMs / 1000).toFixed(2).padStart(23),
  ]
  return `${name.padEnd(20)}${cells.join('')}`
}

function printModel({ name, ms, rows, reads, filesAdded, bytesAdded }: FinishedNode, full?: FinishedNode) {
  console.log(`${name.padEnd(37)}${fixed(full?.ms ?? 0, 8)}${fixed(ms, 10)}${fixed(rows, 10)}`)
  for (const read of reads) console.log(readLine(read))
  if (filesAdded > 0)
    console.log(`    wrote ${filesAdded.toLocaleString('en')} files, ${megabytes(bytesAdded)} MB`)
}

function readLine({ from, since, files, filesBeforePruning, bytes, bytesBeforePruning }: TableRead): string {
  const what = since === undefined ? from : `${from} since v${since}`
  const filesRead = `${files.toLocaleString('en')} of ${filesBeforePruning.toLocaleString('en')}`
  const bytesRead = `${megabytes(bytes)} of ${megabytes(bytesBeforePruning)}`
  return `    ${what.padEnd(61)}${filesRead.padStart(18)}${bytesRead.padStart(20)}`
}

function isModel({ resourceType }: FinishedNode): boolean {
  return resourceType === 'model'
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

function fixed(value: number, width: number): string {
  return Math.round(value).toLocaleString('en').padStart(width)
}
