import { filters } from '../builtins/filters.ts'
import { tests } from '../builtins/tests.ts'
import { lex } from '../lexer/lexer.ts'
import { type FirstPosition, sourceOf, type Template } from '../syntax/template.ts'
import { type BodyParser, parseBody, type TagParser } from './body.ts'
import { controlTags } from './control-tags.ts'
import type { Cursor } from './cursor.ts'
import { definitionTags } from './definition-tags.ts'

export interface ParseOptions {
  /** Where the text begins in its file, for a text inside another one (a YAML value). Default 1:1. */
  readonly firstPosition?: FirstPosition
}

const parser: BodyParser = {
  tags: new Map<string, TagParser>([...Object.entries(controlTags), ...Object.entries(definitionTags)]),
}
const filterNames: ReadonlySet<string> = new Set(filters.keys())
const testNames: ReadonlySet<string> = new Set(tests.keys())

/** Parses a template. Throws a GildError with the place of the first thing that is wrong. */
export function parse(text: string, file: string, options: ParseOptions = {}): Template {
  const source = sourceOf(text, file, options.firstPosition)
  const tokens = lex(source)
  const cursor: Cursor = {
    source,
    tokens,
    filters: filterNames,
    tests: testNames,
    open: [],
    index: 0,
    loops: 0,
  }
  const body = parseBody(cursor, parser)
  return { ...source, ast: { kind: 'root', body, start: 0, end: source.text.length } }
}
