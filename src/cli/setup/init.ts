import { type InitResult, init as makeProject } from '../../commands/init.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'

/** Prints the files of the new project, and says what to do next. */
export async function init({ host, call, out, reporter }: VerbContext): Promise<number> {
  const { logFormat, quiet } = call.options
  const [name] = call.args
  const result = await makeProject({ cwd: host.cwd, name })
  const path = (file: string) => (name === undefined ? file : `${name}/${file}`)
  for (const file of result.files) {
    out.write(logFormat === 'json' ? `${jsonText({ file: path(file) })}\n` : `${path(file)}\n`)
  }
  if (quiet !== true) for (const line of nextSteps(result, name)) reporter.onNotice(line)
  return 0
}

function nextSteps(
  { name, seeds, sources, skipped, isExample }: InitResult,
  folder: string | undefined,
): readonly string[] {
  const renamed = seeds.flatMap(seed =>
    seed.renamed.map(([was, is]) => `  in seeds/${seed.name}.csv the column "${was}" is called ${is}`),
  )
  const kinds = [
    ...(seeds.length === 0 ? [] : [plural(seeds.length, 'CSV file')]),
    ...(sources.length === 0 ? [] : [plural(sources.length, 'Parquet file')]),
  ]
  const from = [...seeds, ...sources].map(table => table.from)
  return [
    '',
    isExample
      ? `Made the project "${name}" with example data: there is no CSV or Parquet file here that it could begin with.`
      : `Made the project "${name}" from ${kinds.join(' and ')}: ${from.join(', ')}.`,
    ...renamed,
    ...skipped.map(({ file, why }) => `  ${file} is left out: ${why}.`),
    '',
    'Next:',
    ...(folder === undefined ? [] : [`  cd ${folder}`]),
    '  gild build',
    '  gild show table_sizes',
  ]
}
