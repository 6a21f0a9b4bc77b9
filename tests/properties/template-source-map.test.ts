import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contextOf, definitions, macroValue, parse, renderSync } from '../../src/core/template/index.ts'

const library = parse(
  '{% macro pair(a) %}<left {{ a }} right>{{ caller() if caller }}{% endmacro %}',
  'lib.sql',
)
const macros = contextOf(
  Object.fromEntries(definitions(library).map(each => [each.name, macroValue(library, each)])),
)

const word = fc.stringMatching(/^[a-z_é]{1,8}[ \n,.()]{0,2}$/)

// Templates whose literal text shows up in the output unchanged, whatever is around it.
const { template } = fc.letrec<{ template: string; part: string }>(tie => ({
  template: fc.array(tie('part'), { maxLength: 5 }).map(parts => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    word.map(text => `{# ${text.trim()} -#} ${text}`),
    fc.integer({ min: 0, max: 99999999 }).map(number => `{{ ${number} }}`),
    tie('template').map(body => `{% for i in range(2) -%}\n ${body} {%- endfor %}`),
    tie('template').map(body => `{% if true %}${body}{% else %}no{% endif %}`),
    tie('template').map(body => `{% set s %}${body}{% endset %}[{{ s }}]`),
    tie('template').map(body => `{% call pair("x") %}${body}{% endcall %}`),
  ),
}))

test('a character of literal text maps to the same character of a template', () => {
  fc.assert(
    fc.property(template, text => {
      const files = new Map([
        ['m.sql', text],
        ['lib.sql', library.text],
      ])
      const { text: output, map } = renderSync(parse(text, 'm.sql'), macros)
      for (let offset = 0; offset < output.length; offset++) {
        const { file, line = 0, column = 0, endLine, endColumn } = map.locate(offset)
        const source = files.get(file)?.split('\n')[line - 1] ?? ''
        const tag = source.startsWith('{{', column - 1) || source.startsWith('{%', column - 1)
        // Only tags map as a whole; all else is the character itself.
        if (!tag) expect(`${source}\n`[column - 1]).toBe(output[offset])
        expect((endLine ?? 0) > line || (endColumn ?? 0) > column).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
