/** Data of the site by the name of its chunk. */
export type Chunks = ReadonlyMap<string, unknown>

/** A script that hands its data to the page: unlike a request, it also works where the page was opened from a folder. */
export function chunkScript(name: string, value: unknown): string {
  return `gildData(${JSON.stringify(name)},${JSON.stringify(value)})\n`
}

/** The same within the page. It is text until somebody asks for it. */
export function inlineChunk(name: string, value: unknown): string {
  return `<script type="application/json" data-chunk="${name}">${inScript(JSON.stringify(value))}</script>`
}

/** JSON that may stand in a script element. */
function inScript(json: string): string {
  return json.replaceAll('</', '\\u003c/').replaceAll('<!--', '\\u003c!--')
}

/** Code that may stand in a script element: its strings, comments and patterns hold no end tag. */
export function inlineScript(code: string): string {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
}

/** Packs pages into chunks of about `size` characters, in order. A larger page has one of its own. */
export function packPages(
  pages: readonly (readonly [id: string, html: string])[],
  size: number,
): readonly ReadonlyMap<string, string>[] {
  const chunks: Map<string, string>[] = []
  let room = 0
  for (const [id, html] of pages) {
    let last = chunks.at(-1)
    if (last === undefined || html.length > room) {
      last = new Map()
      chunks.push(last)
      room = size
    }
    last.set(id, html)
    room -= html.length
  }
  return chunks
}
