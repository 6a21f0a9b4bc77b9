import { builtin, variadic } from '../operations/builtin.ts'
import { integerOf, optionalInteger, textOf } from '../operations/coerce.ts'
import { capitalize } from '../strings/case.ts'
import { escapeHtml, quoteUrl, stripTags } from '../strings/html.ts'
import { htmlSafe, toJson } from '../strings/json.ts'
import { formatPercent } from '../strings/percent-format.ts'
import { center, replace, strip } from '../strings/shape.ts'
import { splitLines } from '../strings/split.ts'
import { dictOf, entriesOf } from '../values/dict.ts'
import { failUndefined, raise } from '../values/fault.ts'
import { isIterable, iterate, lengthOf } from '../values/iterate.ts'
import { tuple } from '../values/make.ts'
import { repr, str } from '../values/repr.ts'
import { truth } from '../values/truth.ts'
import { ofKind, type Value } from '../values/value.ts'
import { prettyRepr } from './pretty.ts'
import { wrapLine } from './wrap.ts'

/** Filters whose result is text. */
export const textFilters = {
  capitalize: builtin([], (value: Value) => capitalize(str(value))),
  center: builtin([['width', 80]], (value: Value, [width]) => center(str(value), integerOf(width))),
  escape: builtin([], (value: Value) => escapeHtml(str(value))),
  forceescape: builtin([], (value: Value) => escapeHtml(str(value))),
  format: variadic((value: Value, { positional, named }) => {
    if (positional.length > 0 && named.size > 0)
      return raise('ValueError', 'the filter "format" takes either arguments with or without names, not both')
    return formatPercent(str(value), named.size > 0 ? dictOf(named) : tuple(positional))
  }),
  indent: builtin(
    [
      ['width', 4],
      ['first', false],
      ['blank', false],
    ],
    (value: Value, [width, first, blank]) =>
      indent(
        textOf(value, 'what is indented'),
        typeof width === 'string' ? width : ' '.repeat(integerOf(width)),
        {
          first: truth(first),
          blank: truth(blank),
        },
      ),
  ),
  lower: builtin([], (value: Value) => str(value).toLowerCase()),
  upper: builtin([], (value: Value) => str(value).toUpperCase()),
  pprint: builtin([], (value: Value) => prettyRepr(value)),
  replace: builtin(['old', 'new', ['count', null]], (value: Value, [from, to, count]) =>
    replace(str(value), [str(from), str(to)], optionalInteger(count) ?? -1),
  ),
  safe: builtin([], (value: Value) => str(value)),
  string: builtin([], (value: Value) => str(value)),
  striptags: builtin([], (value: Value) => stripTags(str(value))),
  title: builtin([], (value: Value) => str(value).replace(/[^\s\-({[<]+/g, titleWord)),
  tojson: builtin([['indent', null]], (value: Value, [spaces]) =>
    htmlSafe(toJson(value, { indent: optionalInteger(spaces), sortKeys: true })),
  ),
  trim: builtin([['chars', null]], (value: Value, [chars]) =>
    strip(str(value), chars === null ? undefined : str(chars), 'both'),
  ),
  truncate: builtin(
    [
      ['length', 255],
      ['killwords', false],
      ['end', '...'],
      ['leeway', null],
    ],
    (value: Value, [length, killWords, end, leeway]) =>
      truncate(value, {
        length: integerOf(length),
        killWords: truth(killWords),
        end: str(end),
        leeway: optionalInteger(leeway) ?? 5,
      }),
  ),
  urlencode: builtin([], urlEncode),
  wordcount: builtin([], (value: Value) => (str(value).match(/[\p{L}\p{N}_]+/gu) ?? []).length),
  wordwrap: builtin(
    [
      ['width', 79],
      ['break_long_words', true],
      ['wrapstring', null],
      ['break_on_hyphens', true],
    ],
    (value: Value, [width, longWords, lineEnd, hyphens]) => {
      const options = {
        width: integerOf(width),
        breakLongWords: truth(longWords),
        breakOnHyphens: truth(hyphens),
      }
      const end = lineEnd === null ? '\n' : str(lineEnd)
      return splitLines(textOf(value, 'what is wrapped'), false)
        .map(line => wrapLine(line, options).join(end))
        .join(end)
    },
  ),
  xmlattr: builtin([['autospace', true]], (value: Value, [space]) => {
    const text = xmlAttributes(value)
    return truth(space) && text !== '' ? ` ${text}` : text
  }),
}

// Unlike `capitalize`, Jinja's filter gives a letter its whole capital: ß becomes SS.
function titleWord(word: string): string {
  const [first = ''] = word
  return first.toUpperCase() + word.slice(first.length).toLowerCase()
}

function indent(text: string, by: string, { first, blank }: { first: boolean; blank: boolean }): string {
  const lines = splitLines(`${text}\n`, false)
  const indented = lines.map((line, i) => (i === 0 || (line === '' && !blank) ? line : by + line)).join('\n')
  return first ? by + indented : indented
}

interface Truncation {
  readonly length: number
  readonly killWords: boolean
  readonly end: string
  readonly leeway: number
}

function truncate(value: Value, { length, killWords, end, leeway }: Truncation): Value {
  const room = length - [...end].length
  if (room < 0) return raise('ValueError', `expected length >= ${[...end].length}, got ${length}`)
  if (leeway < 0) return raise('ValueError', `expected leeway >= 0, got ${leeway}`)
  if (lengthOf(value) <= length + leeway) return value
  const cut = [...textOf(value, 'what is truncated')].slice(0, room).join('')
  const space = cut.lastIndexOf(' ')
  return (killWords || space < 0 ? cut : cut.slice(0, space)) + end
}

function urlEncode(value: Value): string {
  if (typeof value === 'string' || !isIterable(value)) return quoteUrl(str(value), false)
  const dict = ofKind(value, 'dict')
  const pairs = dict === undefined ? Array.from(iterate(value), pairOf) : [...entriesOf(dict)]
  return pairs.map(pair => pair.map(part => quoteUrl(str(part), true)).join('=')).join('&')
}

function pairOf(value: Value): readonly Value[] {
  const pair = [...iterate(value)]
  if (pair.length === 2) return pair
  return raise('ValueError', `expected 2 values to unpack, got ${pair.length}`)
}

function xmlAttributes(value: Value): string {
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return failUndefined(missing)
  const dict = ofKind(value, 'dict')
  if (dict === undefined) return raise('TypeError', 'the filter "xmlattr" needs a dict')
  const attributes: string[] = []
  for (const [key, item] of entriesOf(dict)) {
    if (item === null || ofKind(item, 'undefined') !== undefined) continue
    if (/[\s/>=]/.test(textOf(key, 'the name of an attribute')))
      return raise('ValueError', `Invalid character in attribute name: ${repr(key)}`)
    attributes.push(`${escapeHtml(str(key))}="${escapeHtml(str(item))}"`)
  }
  return attributes.join(' ')
}
