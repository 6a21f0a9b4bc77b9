import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { contextOf, fromJs, hostFunction, layered, parse, renderSync } from '../../src/core/template/index.ts'
import { setOf } from '../../src/core/template/values/dict.ts'
import { iterate } from '../../src/core/template/values/iterate.ts'
import { isGildError } from '../../src/errors/gild-error.ts'

export type Outcome = { readonly text: string } | { readonly error: string; readonly message: string }

export const context: Readonly<Record<string, unknown>> = {
  one: 1,
  neg: -7,
  half: 2.5,
  text: 'Hello World',
  words: ['pear', 'Apple', 'fig', 'apple'],
  numbers: [3, 1, 2, 3],
  empty: [],
  flag: true,
  nothing: null,
  record: { name: 'Ann', tags: ['x', 'y'], deep: { n: 1 } },
  rows: [
    { name: 'b', n: 2, city: 'Rome' },
    { name: 'A', n: 1, city: 'Oslo' },
    { name: 'c', n: 2, city: 'rome' },
  ],
}

/** What Jinja2 makes of the templates. The interpreter is that of GILD_PYTHON. */
export function renderWithJinja(templates: readonly string[]): readonly Outcome[] {
  const python = process.env.GILD_PYTHON
  if (python === undefined) throw new Error('GILD_PYTHON must name a Python with jinja2 3.1.6')
  const script = fileURLToPath(new URL('template-jinja2.py', import.meta.url))
  const result = spawnSync(python, [script], {
    input: JSON.stringify({ context, templates }),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf-8' },
  })
  if (result.status !== 0) throw new Error(`${python} failed: ${result.stderr}`)
  return JSON.parse(result.stdout)
}

const own = contextOf({
  make_set: hostFunction('make_set', ({ positional: [values = []] }) => setOf(iterate(values))),
})

/** What gild makes of it, errors under the name that Python gives them. */
export function renderWithGild(template: string): Outcome {
  // Converted anew each time: templates change lists and dicts.
  const values = contextOf(
    Object.fromEntries(Object.entries(context).map(([name, value]) => [name, fromJs(value)])),
  )
  try {
    return {
      text: renderSync(parse(template, 'case.sql'), layered(values, own), { undefined: 'lenient' }).text,
    }
  } catch (error) {
    if (!isGildError(error)) throw error
    return { error: pythonClass(error.code, error.params), message: error.message }
  }
}

function pythonClass(code: string, params: object): string {
  if ('kind' in params) return String(params.kind)
  if (code === 'template-undefined') return 'UndefinedError'
  if (code === 'template-limit') return 'OverflowError'
  if (code === 'template-macro-arguments') return 'TypeError'
  return 'TemplateSyntaxError'
}

/** The name both sides have for an error: Jinja2 has finer ones for what fails when a filter is called. */
export function comparable(outcome: Outcome): string {
  if ('text' in outcome)
    return `text: ${outcome.text.replace(/ at 0x[0-9a-f]+/gi, '').replace(/(generator object) \w+/gi, '$1')}`
  const aliases: Readonly<Record<string, string>> = {
    TemplateAssertionError: 'TemplateSyntaxError',
    FilterArgumentError: 'ValueError',
    AssertionError: 'ValueError',
    // gild knows no attributes that only Python has.
    AttributeError: 'TypeError',
  }
  return `error: ${aliases[outcome.error] ?? outcome.error}`
}
