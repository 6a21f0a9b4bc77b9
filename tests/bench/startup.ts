import { parseArgs } from 'node:util'
import { copyDemo } from '../support/demo-project.ts'
import { gildIn, inTempFolder } from './gild.ts'
import { type Command, measure, medianRound, runNode, type Usage } from './measure.ts'

/**
 * How long small commands take from the start of their process to its end, beside a Node that does nothing.
 *   --rounds 11, --orders 2000 (what the demo's tables hold)
 */
export async function benchStartup(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '11' },
      orders: { type: 'string', default: '2000' },
    },
  })
  await inTempFolder(async folder => {
    const gild = gildIn(folder)
    await copyDemo(folder)
    await runNode(gild('generate', 'fastcart', '--orders', values.orders, '--no-console'))
    await runNode(gild('build'))
    const commands: Readonly<Record<string, Command>> = {
      'node -e 0': { args: ['-e', '0'], cwd: folder },
      'gild --version': gild('--version'),
      'gild --help': gild('--help'),
      'gild ls': gild('ls'),
      'gild build, nothing new': gild('build'),
    }
    print(await inTurns(commands, Number(values.rounds)))
  })
}

// In turns, so that a slow minute of the machine falls on all alike.
async function inTurns(
  commands: Readonly<Record<string, Command>>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Usage[]>> {
  const usages = new Map<string, Usage[]>(Object.keys(commands).map(name => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) usages.get(name)?.push(await measure(command))
  }
  return usages
}

function print(usages: ReadonlyMap<string, readonly Usage[]>): void {
  console.log('\nStart-up on the demo, median of rounds')
  console.log('                           rounds    wall ms    fastest    cpu ms    peak MB')
  for (const [name, rounds] of usages) {
    const { wallMs, cpuMs, peakMb } = medianRound(rounds)
    const cells = [
      String(rounds.length).padStart(8),
      wallMs.toFixed(0).padStart(11),
      Math.min(...rounds.map(round => round.wallMs))
        .toFixed(0)
        .padStart(11),
      cpuMs.toFixed(0).padStart(10),
      peakMb.toFixed(0).padStart(11),
    ]
    console.log(`${name.padEnd(25)}${cells.join('')}`)
  }
}
