const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** Without comments and tags, white space made one space, entities resolved. */
export function stripTags(text: string): string {
  const plain = text.replace(/<!--.*?-->/gs, '').replace(/<[^>]*>/g, '')
  const words = plain.split(/\s+/).filter(word => word !== '')
  return words.join(' ').replace(/&(?:#\d+|#[xX][\da-fA-F]+|\w+);/g, resolveEntity)
}

function resolveEntity(entity: string): string {
  const name = entity.slice(1, -1)
  if (!name.startsWith('#')) return named[name] ?? entity
  const code = Number(name.slice(1).replace(/^[xX]/, '0x'))
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/** For a URL: `/` stays unless it is a part of a query, where a space is `+`. */
export function quoteUrl(text: string, inQuery: boolean): string {
  const quoted = encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return inQuery ? quoted.replaceAll('%20', '+') : quoted.replaceAll('%2F', '/')
}
