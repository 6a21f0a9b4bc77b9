/** SQL with Jinja as HTML: text is escaped, and what has a colour stands in a span with a class. */
export function highlightSql(sql: string): string {
  let html = ''
  let end = 0
  for (const match of sql.matchAll(tokens)) {
    html += escapeHtml(sql.slice(end, match.index)) + spanOf(match[0])
    end = match.index + match[0].length
  }
  return html + escapeHtml(sql.slice(end))
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, found => entities[found] ?? found)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const tokens =
  /\{#[\s\S]*?#\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\b\d+(?:\.\d+)?\b|\b[a-z_][a-z_0-9]*\b/gi

function spanOf(token: string): string {
  const name = classOf(token)
  return name === undefined ? escapeHtml(token) : `<span class="${name}">${escapeHtml(token)}</span>`
}

function classOf(token: string): string | undefined {
  if (token.startsWith('{#') || token.startsWith('--') || token.startsWith('/*')) return 'tk-comment'
  if (token.startsWith('{')) return 'tk-jinja'
  if (token.startsWith("'")) return 'tk-string'
  if (/^\d/.test(token)) return 'tk-number'
  return keywords.has(token.toLowerCase()) ? 'tk-keyword' : undefined
}

const keywords: ReadonlySet<string> = new Set(
  `all and any array as asc between by case cast cross current_date current_timestamp date decimal delete desc distinct
  double else end except exclude exists extract false filter first following from full group having in inner insert
  integer intersect interval into is join last lateral left like limit natural not null nulls offset on or order outer
  over partition preceding qualify range replace right row rows select set struct table then timestamp true try_cast
  unbounded union unnest update using values varchar view when where window with within`.split(/\s+/),
)
