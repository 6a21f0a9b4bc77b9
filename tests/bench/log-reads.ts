import { join } from 'node:path'
import { runNode } from './measure.ts'

const child = join(import.meta.dirname, 'log-reads-child.ts')
const limitMs = 100

/**
 * How long a read of the topic log takes while eight heavy queries run in the same process: with libuv's pool as the
 * launcher sizes it, and with Node's own size to show what that is good for. Throws when the first is over 100 ms.
 */
export async function benchLogReads(): Promise<void> {
  console.log('\nReads of the topic log beside 8 heavy queries')
  console.log('UV_THREADPOOL_SIZE    reads    median ms    slowest ms    peak MB')
  const sized = await reads('64')
  await reads('4')
  if (sized.slowestMs > limitMs) {
    throw new Error(`The slowest read took ${Math.round(sized.slowestMs)} ms, more than ${limitMs}.`)
  }
}

interface Reads {
  readonly reads: number
  readonly medianMs: number
  readonly slowestMs: number
  readonly peakMb: number
}

async function reads(poolSize: string): Promise<Reads> {
  const args = ['--import', 'tsx', child]
  const output = await runNode({ args, cwd: process.cwd(), env: { UV_THREADPOOL_SIZE: poolSize } })
  const result: Reads = JSON.parse(output)
  const cells = [
    String(result.reads).padStart(9),
    result.medianMs.toFixed(1).padStart(13),
    result.slowestMs.toFixed(1).padStart(14),
    Math.round(result.peakMb).toLocaleString('en').padStart(11),
  ]
  console.log(`${poolSize.padStart(18)}${cells.join('')}`)
  return result
}
