import { bug } from '../../../errors/bug.ts'
import { type Position, sourceOf, type Template } from './template.ts'

export interface ParseOptions {
  /** Where the text begins in its file, for a text inside another one (a YAML value). Default 1:1. */
  readonly firstPosition?: Position
}

/** Parses a template. Throws a GildError with the place of the first thing that is wrong. */
export function parse(text: string, file: string, options: ParseOptions = {}): Template {
  return bug(`not built yet ${sourceOf(text, file, options.firstPosition).file}`)
}
