import type { Style } from './terminal.ts'

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} satisfies Record<string, readonly [number, number]>

export type Tone = keyof typeof codes

/** The text in that colour, or as it is where there are no colours. */
export function paint(style: Style, tone: Tone, text: string): string {
  if (!style.color || text === '') return text
  const [on, off] = codes[tone]
  return `\x1b[${on}m${text}\x1b[${off}m`
}

/** How many cells of a terminal the text takes: East Asian and emoji characters take two, combining marks none. */
export function displayWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours take no cell
  const plain = text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '')
  if (/^[\x20-\x7e]*$/.test(plain)) return plain.length
  let width = 0
  for (const character of plain) width += cellsOf(character)
  return width
}

const noCells = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u
const twoCells =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^\p{Emoji_Presentation}$|^[\u{20000}-\u{3fffd}]$/u

function cellsOf(character: string): number {
  if (noCells.test(character)) return 0
  return twoCells.test(character) ? 2 : 1
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text
}

/** At most `width` cells; what is cut is marked by an ellipsis at the end. The text has no colours. */
export function clip(text: string, width: number, style: Style): string {
  if (displayWidth(text) <= width) return text
  const mark = ellipsis(style)
  return takeCells(text, Math.max(0, width - mark.length)) + mark
}

/** Like `clip`, but cut in the middle: long names differ at their ends. */
export function clipMiddle(text: string, width: number, style: Style): string {
  if (displayWidth(text) <= width) return text
  const mark = ellipsis(style)
  const room = Math.max(0, width - mark.length)
  const head = takeCells(text, Math.ceil(room / 2))
  const tail = takeCells([...text].reverse().join(''), Math.floor(room / 2))
  return head + mark + [...tail].reverse().join('')
}

export function ellipsis(style: Style): string {
  return style.unicode ? '…' : '...'
}

function takeCells(text: string, width: number): string {
  let taken = ''
  let left = width
  for (const character of text) {
    left -= cellsOf(character)
    if (left < 0) return taken
    taken += character
  }
  return taken
}
