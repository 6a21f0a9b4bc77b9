import {
  type GenerateProgress,
  type GenerateResult,
  generate as generateEvents,
} from '../../commands/generate.ts'
import { openSettings } from '../../commands/open-project.ts'
import type { Call } from '../argv/call.ts'
import { count, duration, plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import { openLiveWindow } from '../report/live-window.ts'
import { paint } from '../style.ts'
import type { Output } from '../terminal.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Writes demo events; says how many on stderr, and with `--output-console` prints each on stdout. */
export async function generate({ host, call, signal, reporter, out, err }: VerbContext): Promise<number> {
  const { quiet = false, console: mayPrint = true, outputConsole = false, logFormat } = call.options
  const { streamsFolder } = await openSettings(await projectOptions(call, host), host.runtime)
  const narrates = mayPrint && !quiet && logFormat === 'text'
  const live = openProgress(narrates && err.live && !(outputConsole && out.live) ? err : undefined)
  const stopListening = host.onExit(live.close)
  try {
    const result = await generateEvents(
      { ...generatorOptions(call), streamsFolder, outputConsole: outputConsole && mayPrint, signal },
      { runtime: host.runtime, print: message => out.write(`${message}\n`), progress: live.update },
    )
    live.close()
    if (narrates) reporter.onNotice(resultText(result))
    else if (logFormat === 'json' && !outputConsole) out.write(`${jsonText(jsonOf(result))}\n`)
    return result.cancelled ? 130 : 0
  } finally {
    live.close()
    stopListening()
  }
}

function generatorOptions({ options }: Call) {
  const { orders, more, days, rate, seed, start, dirty, duration, minDelay, maxDelay } = options
  const topic = options.topic ?? options.kafkaTopic
  return { orders, more, days, rate, seed, start, dirty, duration, minDelay, maxDelay, topic }
}

function openProgress(output: Output | undefined) {
  let last: GenerateProgress | undefined
  const lines = () => (last === undefined || output === undefined ? [] : [progressText(last, output)])
  const window = output === undefined ? undefined : openLiveWindow(output, lines)
  return {
    update(progress: GenerateProgress) {
      last = progress
    },
    close: () => window?.close(),
  }
}

function progressText({ topic, events, elapsedMs }: GenerateProgress, { style }: Output): string {
  const arrow = paint(style, 'cyan', style.unicode ? '▸' : '>')
  return `  ${arrow} ${topic}  ${plural(events, 'event')}  ${paint(style, 'dim', duration(elapsedMs))}`
}

function resultText(result: GenerateResult): string {
  const { topic, partitions, ordersBefore, orders, events, dirty, elapsedMs, seed, cancelled } = result
  if (events === 0 && !cancelled)
    return `Nothing to write: "${topic}" has ${plural(orders, 'order')} already.`
  const rate = elapsedMs > 0 ? `, ${count(Math.round((events * 1000) / elapsedMs))} a second` : ''
  const made = orders - ordersBefore
  const lines = [
    `Wrote ${plural(events, 'event')} of ${plural(made, 'new order')} to "${topic}" in ${duration(elapsedMs)}${rate}.`,
    `It has ${plural(orders, 'order')} in ${plural(partitions, 'partition')} now (seed ${seed}).`,
  ]
  const faults = Object.entries(dirty).map(([kind, n]) => `${kind} ${count(n)}`)
  return [...lines, ...(faults.length === 0 ? [] : [`Dirty events: ${faults.join(', ')}.`])].join('\n')
}

function jsonOf({ ordersBefore, elapsedMs, ...result }: GenerateResult): object {
  return { ...result, orders_before: ordersBefore, elapsed_ms: elapsedMs }
}
