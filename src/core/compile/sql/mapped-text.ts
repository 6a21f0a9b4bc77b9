import { concatMaps, type SourceMap } from '../../template/index.ts'

/** Text and where it comes from. */
export interface MappedText {
  readonly text: string
  readonly map: SourceMap
}

/** A string is gild's own text, which no template holds. */
export type TextPiece = string | MappedText | Slice

/** A part of a mapped text. */
export interface Slice extends MappedText {
  readonly from: number
}

export function slice({ text, map }: MappedText, start: number, end = text.length): Slice {
  return { text: text.slice(start, end), map, from: start }
}

/** The pieces one after another. Places in gild's own text are told as `file`. */
export function joinText(pieces: readonly TextPiece[], file: string): MappedText {
  const text = pieces.map(piece => (typeof piece === 'string' ? piece : piece.text)).join('')
  const mapped = pieces.map(piece => {
    if (typeof piece === 'string') return { length: piece.length, map: undefined }
    return { length: piece.text.length, map: piece.map, from: 'from' in piece ? piece.from : 0 }
  })
  return { text, map: concatMaps(mapped, file) }
}
