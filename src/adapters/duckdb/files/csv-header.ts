import { open } from 'node:fs/promises'
import { GildError } from '../../../errors/gild-error.ts'

// More than any header is long.
const headBytes = 1024 * 1024

/** The names in the first line of a CSV file. Throws `csv-invalid` when there are none, or one is empty or there twice. */
export async function csvHeader(file: string, delimiter: string): Promise<readonly string[]> {
  const text = (await readHead(file)).replace(/^\uFEFF/, '')
  const names = firstRecord(text, delimiter)
  const seen = new Set<string>()
  for (const name of names) {
    const folded = name.toLowerCase()
    if (folded === '')
      throw invalid(file, names.length === 1 ? 'it has no header' : 'a column of its header has no name')
    if (seen.has(folded)) throw invalid(file, `its header names the column "${name}" twice`)
    seen.add(folded)
  }
  return names
}

async function readHead(file: string): Promise<string> {
  await using handle = await open(file, 'r')
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.toString('utf8', 0, bytesRead)
}

function firstRecord(text: string, delimiter: string): readonly string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (quoted && char === '"' && text[i + 1] === '"') {
      field += '"'
      i++
    } else if (char === '"') quoted = !quoted
    else if (quoted) field += char
    else if (char === '\n' || char === '\r') break
    else if (char === delimiter) {
      fields.push(field)
      field = ''
    } else field += char
  }
  return [...fields, field]
}

function invalid(file: string, problem: string): GildError {
  return new GildError('csv-invalid', { file, problem }, { at: { file, line: 1 } })
}
