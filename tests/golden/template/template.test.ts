import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contextOf, parse, renderSync } from '../../../src/core/template/index.ts'
import { isGildError } from '../../../src/errors/gild-error.ts'

// What Jinja2 3.1.6 gives is beside each file; update.py writes it.
const folder = new URL('.', import.meta.url)
const nothing = contextOf({})

function cases(file: string): ReadonlyMap<string, string> {
  const [, ...parts] = readFileSync(new URL(file, folder), 'utf8').split(/^##### (.*)\n/m)
  const result = new Map<string, string>()
  for (let i = 0; i < parts.length; i += 2) result.set(parts[i] ?? '', (parts[i + 1] ?? '').slice(0, -1))
  return result
}

function outcome(template: string): string {
  try {
    return renderSync(parse(template, 'case.sql'), nothing, { undefined: 'lenient' }).text
  } catch (error) {
    if (!isGildError(error)) throw error
    return 'kind' in error.params ? String(error.params.kind) : (classes[error.code] ?? error.code)
  }
}

const classes: Readonly<Record<string, string>> = {
  'template-undefined': 'UndefinedError',
  'template-limit': 'OverflowError',
  'template-macro-arguments': 'TypeError',
  'template-syntax': 'TemplateSyntaxError',
  'template-unknown-tag': 'TemplateSyntaxError',
  'template-unclosed-block': 'TemplateSyntaxError',
  'template-unknown-filter': 'TemplateAssertionError',
  'template-unknown-test': 'TemplateAssertionError',
}

for (const file of readdirSync(folder).filter(name => name.endsWith('.jinja'))) {
  const expected = cases(file.replace('.jinja', '.expected'))
  for (const [name, template] of cases(file))
    test(`${file}: ${name}`, () => {
      expect(outcome(template)).toBe(expected.get(name)?.replace(/^(\w+Error): line .*$/, '$1'))
    })
}
