import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generatedProject } from '../support/generated-project.ts'
import { testProject } from '../support/test-project.ts'
import { type Command, measure, medianRound, type Usage } from './measure.ts'

const launcher = join(import.meta.dirname, '../../dist/cli/launcher.cjs')

/**
 * Parsing generated projects with 1.5 data tests a model: `gild ls` of one model, which reads and parses everything,
 * in a process started anew each round.
 *   --models 1000 (several are allowed; default 1,000 and 10,000), --rounds 3
 */
export async function benchParse(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { models: { type: 'string', multiple: true }, rounds: { type: 'string', default: '3' } },
  })
  if (!existsSync(launcher)) throw new Error('Run "npm run build" first: the built command line is measured.')
  console.log('models'.padStart(8), 'wall s'.padStart(8), 'cpu s'.padStart(8), 'peak MB'.padStart(8))
  for (const models of (values.models ?? ['1000', '10000']).map(Number)) {
    const { wallMs, cpuMs, peakMb } = await benchSize(models, Number(values.rounds))
    const cells = [models, (wallMs / 1000).toFixed(2), (cpuMs / 1000).toFixed(2), Math.round(peakMb)]
    console.log(...cells.map(cell => String(cell).padStart(8)))
  }
}

async function benchSize(models: number, rounds: number): Promise<Usage> {
  await using project = await testProject(generatedProject(models))
  const list = ['ls', '--select', 'bronze_sales_0', '--output', 'name']
  const command: Command = { args: [launcher, ...list], cwd: project.folder }
  const usages: Usage[] = []
  for (let round = 0; round < rounds; round++) usages.push(await measure(command))
  return medianRound(usages)
}
