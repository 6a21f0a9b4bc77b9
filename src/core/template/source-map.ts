import type { Location } from '../../errors/location.ts'
import { lastAtMost } from './syntax/template.ts'

/** From an offset in rendered text (UTF-16 units) to the template it came from. */
export interface SourceMap {
  /**
   * The place of one character. Literal text maps exactly, the end being that of the word it stands in; the output of
   * an expression maps to the whole expression. `calls` is the macro chain, innermost first. An offset past the end
   * maps as the last one does.
   */
  locate(offset: number): Location
}

/** A part of a text put together from others. */
export interface MapPiece {
  /** UTF-16 units. */
  readonly length: number
  /** Undefined for text that no template holds. */
  readonly map: SourceMap | undefined
  /** Where the piece begins in the text of its map, default 0. */
  readonly from?: number | undefined
}

/** The map of the pieces one after another. A piece without a map has no place but the file `file`. */
export function concatMaps(pieces: readonly MapPiece[], file: string): SourceMap {
  const filled = pieces.filter(piece => piece.length > 0)
  const starts: number[] = []
  let length = 0
  for (const piece of filled) {
    starts.push(length)
    length += piece.length
  }
  return {
    locate(offset) {
      const index = lastAtMost(starts, offset)
      const piece = filled[index]
      if (piece?.map === undefined) return { file }
      const inside = Math.min(offset - (starts[index] ?? 0), piece.length - 1)
      return piece.map.locate((piece.from ?? 0) + inside)
    },
  }
}
