import { expect, test } from 'vitest'
import { chunkScript, inlineChunk, packPages } from '../../../src/docs/chunks.ts'

test('a chunk hands over exactly its data', () => {
  const value = { a: 'x\u2028</script><!-- "quoted"', n: [1, null] }
  let got: unknown
  new Function('gildData', chunkScript('index', value))((name: string, data: unknown) => {
    got = { [name]: data }
  })
  expect(got).toEqual({ index: value })
})

test('a chunk within the page ends where it ends, whatever its text', () => {
  const value = { a: '</script><!-- <script>' }
  const html = inlineChunk('index', value)
  const json = html.slice(html.indexOf('>') + 1, html.lastIndexOf('</script>'))
  expect(json).not.toMatch(/<\/|<!--/)
  expect(JSON.parse(json)).toEqual(value)
})

test('pages are packed in order, and a large one alone', () => {
  const pages = [
    ['a', 'xx'],
    ['b', 'xx'],
    ['c', 'xxxxxxxx'],
    ['d', 'x'],
  ] as const
  expect(packPages(pages, 5).map(chunk => [...chunk.keys()])).toEqual([['a', 'b'], ['c'], ['d']])
})
