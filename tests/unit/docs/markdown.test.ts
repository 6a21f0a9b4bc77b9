import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstSentence, inline, markdown } from '../../../src/docs/markdown.ts'

test.each([
  ['One\nparagraph\n\nand two', '<p>One\nparagraph</p>\n<p>and two</p>'],
  ['# Title', '<h3>Title</h3>'],
  ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
  ['- a\n  - b', '<ul><li><p>a</p>\n<ul><li>b</li></ul></li></ul>'.replace(/<\/?p>/g, '')],
  ['> said', '<blockquote><p>said</p></blockquote>'],
  ['---', '<hr>'],
  ['```\n<b>\n```', '<pre><code>&lt;b&gt;</code></pre>'],
  ['```sql\nselect 1\n```\nafter', '<pre data-sql><code>select 1</code></pre>\n<p>after</p>'],
  ['```\nnever closed', '<pre><code>never closed</code></pre>'],
  ['before\n<!-- hidden\nlines -->\nafter', '<p>before</p>\n<p>after</p>'],
  [
    '| a | b |\n|---|:-:|\n| 1 | x \\| y |',
    '<div class="scroll" tabindex="0"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>x | y</td></tr></tbody></table></div>',
  ],
])('%j becomes %s', (text, html) => {
  expect(markdown(text)).toBe(html)
})

test.each([
  ['**bold** and *italic*', '<strong>bold</strong> and <em>italic</em>'],
  ['`a < b`', '<code>a &lt; b</code>'],
  ['snake_case_name and __init__', 'snake_case_name and <strong>init</strong>'],
  ['[x](https://e.org/?a=1&b=2)', '<a href="https://e.org/?a=1&amp;b=2" rel="noreferrer noopener">x</a>'],
  ['[x](javascript:alert(1))', '<span class="plain-link">x</span>)'],
  ['![pixel](https://e.org/p.png)', '<a href="https://e.org/p.png" rel="noreferrer noopener">pixel</a>'],
  ['[docs](docs/x.md)', '<span class="plain-link">docs</span>'],
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  [
    '~~old~~ <https://e.org>',
    '<del>old</del> <a href="https://e.org" rel="noreferrer noopener">https://e.org</a>',
  ],
  ['2 * 3 * 4', '2 * 3 * 4'],
])('%s becomes %s', (text, html) => {
  expect(inline(text)).toBe(html)
})

test('whatever the text, its HTML holds no elements and addresses but the known ones', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '"',
    '*',
    '_',
    '`',
    '[a](',
    ')',
    'javascript:',
    '\n',
    '- ',
    '|',
    '---',
    'x',
    '#  ',
    '![',
    '<script>',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), parts => {
      const html = markdown(parts.join(''))
      const known =
        /<\/?(?:p|h[3-6]|ul|ol|li|blockquote|hr|pre|code|strong|em|del|br|table|thead|tbody|tr|th|td|div class="scroll" tabindex="0"|div|span class="plain-link"|span|a href="(?:https?:|mailto:)[^"<>]*" rel="noreferrer noopener"|a|pre data-sql)>/g
      expect(html.replace(known, '')).not.toMatch(/[<>]/)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['One. Two.', 'One.'],
  ['**Bold** [link](https://e.org) here', 'Bold link here'],
  ['a '.repeat(100), `${'a '.repeat(70).trim()} …`],
])('the first sentence of %j is %j', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence)
})
