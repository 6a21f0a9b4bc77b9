import { compileInline, compile as compileNodes } from '../../commands/compile.ts'
import { wordsOf } from '../argv/option-values.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from './project-options.ts'

/** Prints the files that were written, or the SQL of `--inline`. */
export async function compile({ host, call, signal, reporter, out }: VerbContext): Promise<number> {
  const { threads, fullRefresh, inline, select, exclude, logFormat, quiet } = call.options
  const { runtime, version } = host
  const deps = { runtime, events: reporter.onEvent, signal, version }
  const options = { ...(await projectOptions(call, host)), threads, fullRefresh }
  if (inline !== undefined) {
    const sql = await compileInline(inline, options, deps)
    out.write(logFormat === 'json' ? `${jsonText({ sql })}\n` : `${sql.trimEnd()}\n`)
    return 0
  }
  const files = await compileNodes({ ...options, select: wordsOf(select), exclude: wordsOf(exclude) }, deps)
  for (const file of files) out.write(logFormat === 'json' ? `${jsonText(file)}\n` : `${file.file}\n`)
  if (quiet !== true && logFormat === 'text') reporter.onNotice(`Compiled ${plural(files.length, 'file')}.`)
  return 0
}
