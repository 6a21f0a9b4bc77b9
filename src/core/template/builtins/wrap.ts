export interface WrapOptions {
  /** Code points a line. */
  readonly width: number
  readonly breakLongWords: boolean
  readonly breakOnHyphens: boolean
}

// The words of Python's `textwrap`, in its order: white space, dashes between words, words cut behind hyphens.
const chunkPattern =
  /[\t\n\v\f\r ]+|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])|[^\t\n\v\f\r ]+?(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-))(?=[\p{L}_]-?[\p{L}_])|(?=[\t\n\v\f\r ]|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_]))/gu
const plainChunkPattern = /[\t\n\v\f\r ]+|[^\t\n\v\f\r ]+/g

/** One line as lines of the width, as Python's `textwrap.wrap`. */
export function wrapLine(text: string, options: WrapOptions): string[] {
  const chunks: string[] = [...(text.match(options.breakOnHyphens ? chunkPattern : plainChunkPattern) ?? [])]
  const lines: string[] = []
  while (chunks.length > 0) {
    if (lines.length > 0 && isBlank(chunks[0])) chunks.shift()
    const line = takeLine(chunks, options)
    if (isBlank(line.at(-1))) line.pop()
    if (line.length > 0) lines.push(line.join(''))
  }
  return lines
}

function takeLine(chunks: string[], options: WrapOptions): string[] {
  const line: string[] = []
  let length = 0
  for (;;) {
    const chunk = chunks[0]
    if (chunk === undefined) return line
    const size = lengthOf(chunk)
    if (length + size > options.width) break
    line.push(chunk)
    chunks.shift()
    length += size
  }
  return takeLongWord(chunks, line, { ...options, room: options.width - length })
}

/** A word that no line can hold is cut, or stands alone. */
function takeLongWord(
  chunks: string[],
  line: readonly string[],
  { width, room, breakLongWords, breakOnHyphens }: WrapOptions & { readonly room: number },
): string[] {
  const points = [...(chunks[0] ?? '')]
  if (points.length <= width) return [...line]
  if (!breakLongWords) return line.length > 0 ? [...line] : chunks.splice(0, 1)
  const space = width < 1 ? 1 : room
  const hyphen = breakOnHyphens && points.length > space ? points.slice(0, space).lastIndexOf('-') : -1
  const cut = hyphen > 0 && points.slice(0, hyphen).some(point => point !== '-') ? hyphen + 1 : space
  chunks[0] = points.slice(cut).join('')
  if (chunks[0] === '') chunks.shift()
  return [...line, points.slice(0, cut).join('')]
}

function isBlank(chunk: string | undefined): boolean {
  return chunk !== undefined && chunk.trim() === ''
}

function lengthOf(text: string): number {
  return [...text].length
}
