import { benchFastcart } from './fastcart.ts'
import { benchLogReads } from './log-reads.ts'
import { benchParse } from './parse.ts'

const benches: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  fastcart: benchFastcart,
  'log-reads': benchLogReads,
  parse: benchParse,
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
