import { expect, test } from 'vitest'
import { highlightSql } from '../../../../src/docs/shared/highlight.ts'

test.each([
  ['select 1', '<span class="tk-keyword">select</span> <span class="tk-number">1</span>'],
  ["'it''s <b>'", '<span class="tk-string">&#39;it&#39;&#39;s &lt;b&gt;&#39;</span>'],
  [
    "-- select 'x'\nfrom",
    `<span class="tk-comment">-- select &#39;x&#39;</span>\n<span class="tk-keyword">from</span>`,
  ],
  [`{{ ref('a') }}`, '<span class="tk-jinja">{{ ref(&#39;a&#39;) }}</span>'],
  ['{# no #}', '<span class="tk-comment">{# no #}</span>'],
  ['"select" selected', '&quot;select&quot; selected'],
  ['a < b && c', 'a &lt; b &amp;&amp; c'],
])('%s is coloured and escaped', (sql, html) => {
  expect(highlightSql(sql)).toBe(html)
})
