import type { Location } from '../../errors/location.ts'
import { callsOf, locationOf, type Mark, type Output } from './evaluate/run.ts'
import type { SourceMap } from './source-map.ts'
import { lastAtMost } from './syntax/template.ts'

/** The map of a finished output. `file`: where text of no template belongs. */
export function outputMap({ text, marks }: Output, file: string): SourceMap {
  let offsets: readonly number[] | undefined
  return {
    locate(offset) {
      offsets ??= marks.map(mark => mark.offset)
      const inside = Math.max(0, Math.min(offset, text.length - 1))
      const mark = marks[lastAtMost(offsets, inside)]
      if (mark === undefined) return { file }
      return mark.exact ? exactLocation(mark, inside - mark.offset) : locationOf(mark.frame, mark.span)
    },
  }
}

const word = /[\p{L}\p{N}_]+/uy

function exactLocation({ span, frame }: Mark, distance: number): Location {
  const { template } = frame
  const start = Math.min(span.start + distance, span.end - 1)
  word.lastIndex = start
  const end = word.test(template.text) ? Math.min(word.lastIndex, span.end) : start + 1
  const calls = callsOf(frame)
  const location = template.location({ start, end })
  return calls.length === 0 ? location : { ...location, calls }
}
