import { escapeHtml } from './shared/highlight.ts'

/**
 * A subset of Markdown as HTML: headings, paragraphs, lists, tables, block quotes, rules, fenced code, and within lines
 * code, bold, italic, strikethrough and links. Comments are dropped, other HTML is shown as text, and a picture becomes a
 * link: a page loads nothing from elsewhere.
 */
export function markdown(text: string): string {
  const plain = text.replaceAll('\r\n', '\n').replace(/^ {0,3}<!--[\s\S]*?-->[ \t]*$/gm, '')
  return blocks(plain.split('\n'))
}

type Lines = readonly string[]

interface Block {
  readonly begins: (line: string, next: string) => boolean
  /** The HTML, and how many lines it took. */
  readonly take: (lines: Lines) => readonly [html: string, lines: number]
}

function blocks(lines: Lines): string {
  const html: string[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      at++
      continue
    }
    const kind = kinds.find(({ begins }) => begins(line, lines[at + 1] ?? '')) ?? paragraph
    const [block, taken] = kind.take(lines.slice(at))
    html.push(block)
    at += taken
  }
  return html.join('\n')
}

const fence: Block = {
  begins: line => /^\s*(```|~~~)/.test(line),
  take(lines) {
    const mark = (lines[0] ?? '').trim().slice(0, 3)
    const end = lines.findIndex((line, index) => index > 0 && line.trim().startsWith(mark))
    const inner = lines.slice(1, end < 0 ? lines.length : end)
    const isSql = /sql|jinja/.test(lines[0] ?? '')
    const code = escapeHtml(inner.join('\n'))
    return [`<pre${isSql ? ' data-sql' : ''}><code>${code}</code></pre>`, end < 0 ? lines.length : end + 1]
  },
}

const heading: Block = {
  begins: line => /^#{1,6}\s/.test(line),
  take([line = '']) {
    // A page has its own title, and sections of the first two levels.
    const level = Math.min(6, (line.match(/^#+/)?.[0].length ?? 1) + 2)
    return [`<h${level}>${inline(line.replace(/^#+\s+|\s+#+\s*$/g, ''))}</h${level}>`, 1]
  },
}

const rule: Block = {
  begins: line => /^\s*([-*_])(\s*\1){2,}\s*$/.test(line),
  take: () => ['<hr>', 1],
}

const quote: Block = {
  begins: line => /^\s*>/.test(line),
  take(lines) {
    const taken = countWhile(lines, line => /^\s*>/.test(line))
    const inner = lines.slice(0, taken).map(line => line.replace(/^\s*> ?/, ''))
    return [`<blockquote>${blocks(inner)}</blockquote>`, taken]
  },
}

const item = /^(\s*)([-*+]|\d+[.)])\s+/

const list: Block = {
  begins: line => item.test(line),
  take(lines) {
    const [, indent = '', mark = ''] = (lines[0] ?? '').match(item) ?? []
    const isOrdered = /\d/.test(mark)
    const taken = countWhile(lines, (line, index) => {
      if (line.trim() === '') return /^\s/.test(lines[index + 1] ?? '') || item.test(lines[index + 1] ?? '')
      const found = line.match(item)
      if (found !== null && (found[1] ?? '').length <= indent.length)
        return /\d/.test(found[2] ?? '') === isOrdered
      return index === 0 || /^\s/.test(line)
    })
    const items: string[][] = []
    for (const line of lines.slice(0, taken)) {
      const found = line.match(item)
      if (found !== null && (found[1] ?? '').length <= indent.length) items.push([line.replace(item, '')])
      else items.at(-1)?.push(line.replace(/^(\t| {1,4})/, ''))
    }
    const html = items.map(inner => `<li>${itemHtml(inner)}</li>`).join('')
    return [isOrdered ? `<ol>${html}</ol>` : `<ul>${html}</ul>`, taken]
  },
}

function itemHtml(lines: Lines): string {
  const html = blocks(lines)
  return html.match(/<p>/g)?.length === 1 ? html.replace(/<\/?p>/g, '') : html
}

const table: Block = {
  begins: (line, next) => line.includes('|') && /^\s*\|?[\s:|-]*-[\s:|-]*$/.test(next) && next.includes('|'),
  take(lines) {
    const taken = countWhile(lines, line => line.includes('|'))
    const row = (line: string, tag: string) =>
      `<tr>${cells(line)
        .map(cell => `<${tag}>${inline(cell)}</${tag}>`)
        .join('')}</tr>`
    const body = lines.slice(2, taken).map(line => row(line, 'td'))
    const head = row(lines[0] ?? '', 'th')
    const html = `<table><thead>${head}</thead><tbody>${body.join('')}</tbody></table>`
    return [`<div class="scroll" tabindex="0">${html}</div>`, taken]
  },
}

function cells(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))
}

const kinds: readonly Block[] = [fence, heading, rule, quote, list, table]

const paragraph: Block = {
  begins: () => true,
  take(lines) {
    const taken = countWhile(lines, (line, index) => {
      if (line.trim() === '') return false
      return index === 0 || !kinds.some(({ begins }) => begins(line, lines[index + 1] ?? ''))
    })
    const text = lines
      .slice(0, taken)
      .map(line => (line.endsWith('  ') ? `${line.trim()}\u0000` : line.trim()))
    return [`<p>${inline(text.join('\n')).replaceAll('\u0000', '<br>')}</p>`, taken]
  },
}

function countWhile(lines: Lines, holds: (line: string, index: number) => boolean): number {
  const end = lines.findIndex((line, index) => !holds(line, index))
  return end < 0 ? lines.length : Math.max(1, end)
}

const spans =
  /(`+)(.+?)\1|!?\[([^\]]*)\]\(\s*<?([^\s)>]*)>?(?:\s+"[^"]*")?\s*\)|<((?:https?:\/\/|mailto:)[^\s>]+)>|\*\*(\S(?:.*?\S)?)\*\*|__(\S(?:.*?\S)?)__|~~(\S(?:.*?\S)?)~~|\*(\S(?:[^*]*?\S)?)\*|\b_(\S(?:[^_]*?\S)?)_\b/

/** The part of Markdown that stands within a line, as HTML. */
export function inline(text: string): string {
  const found = text.match(spans)
  if (found === null || found.index === undefined) return escapeHtml(text)
  const [whole, , code, label, address, bare, bold, alsoBold, struck, italic, alsoItalic] = found
  const rest = inline(text.slice(found.index + whole.length))
  return escapeHtml(text.slice(0, found.index)) + span() + rest
  function span(): string {
    if (code !== undefined) return `<code>${escapeHtml(code.trim())}</code>`
    if (label !== undefined) return link(inline(label), address ?? '')
    if (bare !== undefined) return link(escapeHtml(bare), bare)
    if (struck !== undefined) return `<del>${inline(struck)}</del>`
    const strong = bold ?? alsoBold
    if (strong !== undefined) return `<strong>${inline(strong)}</strong>`
    return `<em>${inline(italic ?? alsoItalic ?? '')}</em>`
  }
}

// Only addresses that a click may follow. A path leads into the project's folder, which a reader does not have.
function link(label: string, address: string): string {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return `<span class="plain-link">${label}</span>`
  return `<a href="${escapeHtml(address)}" rel="noreferrer noopener">${label}</a>`
}

/** The first sentence as plain text, of at most `length` characters. */
export function firstSentence(text: string, length = 140): string {
  const plain = text
    .replace(/^\s*(?:>|#{1,6}\s)+/gm, '')
    .replace(/[`*]/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const sentence = plain.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? plain
  if (sentence.length <= length) return sentence
  return `${sentence.slice(0, sentence.lastIndexOf(' ', length))} …`
}
