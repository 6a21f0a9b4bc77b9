import { benchDay } from './day.ts'
import { benchDocs } from './docs.ts'
import { benchFastcart } from './fastcart.ts'
import { benchLogReads } from './log-reads.ts'
import { benchNodes } from './nodes.ts'
import { benchParse } from './parse.ts'
import { benchStartup } from './startup.ts'

const benches: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  startup: benchStartup,
  parse: benchParse,
  nodes: benchNodes,
  docs: benchDocs,
  fastcart: benchFastcart,
  day: benchDay,
  'log-reads': benchLogReads,
}

// `npm run bench` runs all, `npm run bench -- fastcart --rounds 5` one.
const [name, ...args] = process.argv.slice(2)
const chosen = name === undefined ? Object.keys(benches) : [name]
for (const each of chosen) {
  const bench = benches[each]
  if (bench === undefined)
    throw new Error(`No bench "${each}": there are ${Object.keys(benches).join(', ')}.`)
  await bench(args)
}
