import { type Check, debug as runChecks } from '../../commands/debug.ts'
import { jsonText } from '../report/json-text.ts'
import { markOf } from '../report/marks.ts'
import { paint } from '../style.ts'
import type { Style } from '../terminal.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from '../verbs/project-options.ts'

/** Prints one line for each thing that a run needs. Exit code 1 when one of them is not right. */
export async function debug({ host, call, out }: VerbContext): Promise<number> {
  const { runtime, version, platform } = host
  const deps = { runtime, version, host: { node: process.version, platform } }
  const checks = await runChecks(await projectOptions(call, host), deps)
  const isJson = call.options.logFormat === 'json'
  for (const check of checks) out.write(isJson ? `${jsonText(check)}\n` : checkLines(check, out.style))
  return checks.every(({ ok }) => ok) ? 0 : 1
}

function checkLines({ name, ok, found, hint }: Check, style: Style): string {
  const line = `  ${markOf(ok ? 'pass' : 'fail', style)} ${name.padEnd(8)}  ${found.replaceAll('\n', ' ')}\n`
  return hint === undefined
    ? line
    : `${line}    ${paint(style, 'cyan', 'hint:')} ${hint.replaceAll('\n', ' ')}\n`
}
