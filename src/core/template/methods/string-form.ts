import { builtin, variadic } from '../operations/builtin.ts'
import { integerOf, textOf } from '../operations/coerce.ts'
import { capitalize, swapCase, titleCase } from '../strings/case.ts'
import { formatFields } from '../strings/field-format.ts'
import { center, expandTabs, padEnd, padStart, replace, strip, zeroFill } from '../strings/shape.ts'
import { split, splitFromEnd, splitLines } from '../strings/split.ts'
import { getItem } from '../values/dict.ts'
import { raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { tuple } from '../values/make.ts'
import { truth } from '../values/truth.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Value } from '../values/value.ts'

/** Methods of text that give other text, or its parts. */
export const stringFormMethods = {
  upper: builtin([], (text: string) => text.toUpperCase()),
  lower: builtin([], (text: string) => text.toLowerCase()),
  casefold: builtin([], (text: string) => text.toLowerCase().replaceAll('ß', 'ss')),
  title: builtin([], titleCase),
  capitalize: builtin([], capitalize),
  swapcase: builtin([], swapCase),
  strip: builtin([['chars', null]], (text: string, [chars]) => strip(text, charsOf(chars), 'both')),
  lstrip: builtin([['chars', null]], (text: string, [chars]) => strip(text, charsOf(chars), 'start')),
  rstrip: builtin([['chars', null]], (text: string, [chars]) => strip(text, charsOf(chars), 'end')),
  split: builtin(
    [
      ['sep', null],
      ['maxsplit', -1],
    ],
    (text: string, [separator, most]) => split(text, separatorOf(separator), integerOf(most)),
  ),
  rsplit: builtin(
    [
      ['sep', null],
      ['maxsplit', -1],
    ],
    (text: string, [separator, most]) => splitFromEnd(text, separatorOf(separator), integerOf(most)),
  ),
  splitlines: builtin([['keepends', false]], (text: string, [keep]) => splitLines(text, truth(keep))),
  replace: builtin(['old', 'new', ['count', -1]], (text: string, [from, to, count]) =>
    replace(
      text,
      [textOf(from, 'replace() argument 1'), textOf(to, 'replace() argument 2')],
      integerOf(count),
    ),
  ),
  join: builtin(['iterable'], (text: string, [parts]) => joinText(text, parts)),
  format: variadic((text: string, args, interpreter) =>
    formatFields(text, {
      positional: args.positional,
      named: name => args.named.get(name),
      attribute: interpreter.attribute,
      item: interpreter.item,
    }),
  ),
  format_map: builtin(['mapping'], (text: string, [mapping], interpreter) =>
    formatFields(text, {
      positional: [],
      named: name => valueIn(mapping, name),
      attribute: interpreter.attribute,
      item: interpreter.item,
    }),
  ),
  zfill: builtin(['width'], (text: string, [width]) => zeroFill(text, integerOf(width))),
  ljust: builtin(['width', ['fillchar', ' ']], (text: string, [width, fill]) =>
    padEnd(text, integerOf(width), fillOf(fill)),
  ),
  rjust: builtin(['width', ['fillchar', ' ']], (text: string, [width, fill]) =>
    padStart(text, integerOf(width), fillOf(fill)),
  ),
  center: builtin(['width', ['fillchar', ' ']], (text: string, [width, fill]) =>
    center(text, integerOf(width), fillOf(fill)),
  ),
  partition: builtin(['sep'], (text: string, [separator]) => {
    const by = separatorText(separator)
    const at = text.indexOf(by)
    return at < 0 ? tuple([text, '', '']) : tuple([text.slice(0, at), by, text.slice(at + by.length)])
  }),
  rpartition: builtin(['sep'], (text: string, [separator]) => {
    const by = separatorText(separator)
    const at = text.lastIndexOf(by)
    return at < 0 ? tuple(['', '', text]) : tuple([text.slice(0, at), by, text.slice(at + by.length)])
  }),
  removeprefix: builtin(['prefix'], (text: string, [prefix]) => {
    const start = textOf(prefix, 'removeprefix() argument')
    return text.startsWith(start) ? text.slice(start.length) : text
  }),
  removesuffix: builtin(['suffix'], (text: string, [suffix]) => {
    const end = textOf(suffix, 'removesuffix() argument')
    return end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text
  }),
  expandtabs: builtin([['tabsize', 8]], (text: string, [size]) => expandTabs(text, integerOf(size))),
}

function charsOf(chars: Value): string | undefined {
  return chars === null ? undefined : textOf(chars, 'strip arg')
}

function separatorOf(separator: Value): string | undefined {
  return separator === null ? undefined : textOf(separator, 'separator')
}

function separatorText(separator: Value): string {
  return textOf(separator, 'separator') || raise('ValueError', 'empty separator')
}

function fillOf(fill: Value): string {
  const text = textOf(fill, 'The fill character')
  return [...text].length === 1
    ? text
    : raise('TypeError', 'The fill character must be exactly one character long')
}

function joinText(separator: string, parts: Value): string {
  const texts: string[] = []
  for (const part of iterate(parts)) {
    if (typeof part !== 'string')
      raise('TypeError', `sequence item ${texts.length}: expected str instance, ${typeName(part)} found`)
    else texts.push(part)
  }
  return texts.join(separator)
}

function valueIn(mapping: Value, name: string): Value | undefined {
  const dict = ofKind(mapping, 'dict')
  if (dict !== undefined) return getItem(dict, name)
  return raise('TypeError', `'${typeName(mapping)}' object is not a mapping`)
}
