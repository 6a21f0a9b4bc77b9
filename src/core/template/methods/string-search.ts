import { builtin } from '../operations/builtin.ts'
import { optionalInteger, textOf } from '../operations/coerce.ts'
import { raise } from '../values/fault.ts'
import { ofKind, type Value } from '../values/value.ts'

const within = [
  ['start', null],
  ['end', null],
] as const

/** Methods of text that look for other text. */
export const stringSearchMethods = {
  startswith: builtin(['prefix', ...within], (text: string, [prefix, start, end]) => {
    const [from, to] = bounds(text, start, end)
    return from <= text.length && anyOf(prefix, 'startswith', each => text.slice(from, to).startsWith(each))
  }),
  endswith: builtin(['suffix', ...within], (text: string, [suffix, start, end]) => {
    const [from, to] = bounds(text, start, end)
    return from <= text.length && anyOf(suffix, 'endswith', each => text.slice(from, to).endsWith(each))
  }),
  find: builtin(['sub', ...within], (text: string, [sub, ...range]) => find(text, sub, range)),
  rfind: builtin(['sub', ...within], (text: string, [sub, ...range]) => findLast(text, sub, range)),
  index: builtin(['sub', ...within], (text: string, [sub, ...range]) => found(find(text, sub, range))),
  rindex: builtin(['sub', ...within], (text: string, [sub, ...range]) => found(findLast(text, sub, range))),
  count: builtin(['sub', ...within], (text: string, [sub, start, end]) => {
    const [from, to] = bounds(text, start, end)
    const part = textOf(sub, 'count() argument 1')
    if (from > to || from > text.length) return 0
    return part === '' ? [...text.slice(from, to)].length + 1 : text.slice(from, to).split(part).length - 1
  }),
}

function bounds(text: string, start: Value, end: Value): readonly [number, number] {
  const clamp = (bound: number) => (bound < 0 ? Math.max(0, bound + text.length) : bound)
  return [
    clamp(optionalInteger(start) ?? 0),
    Math.min(clamp(optionalInteger(end) ?? text.length), text.length),
  ]
}

function anyOf(value: Value, method: string, test: (text: string) => boolean): boolean {
  const several = ofKind(value, 'tuple')
  const what = `${method} first arg`
  return several === undefined
    ? test(textOf(value, what))
    : several.items.some(each => test(textOf(each, what)))
}

function find(text: string, sub: Value, [start, end]: readonly [Value, Value]): number {
  const [from, to] = bounds(text, start, end)
  const part = textOf(sub, 'find() argument 1')
  if (from > to || from > text.length) return -1
  const at = text.slice(from, to).indexOf(part)
  return at < 0 ? -1 : at + from
}

function findLast(text: string, sub: Value, [start, end]: readonly [Value, Value]): number {
  const [from, to] = bounds(text, start, end)
  const part = textOf(sub, 'rfind() argument 1')
  if (from > to || from > text.length) return -1
  const at = text.slice(from, to).lastIndexOf(part)
  return at < 0 ? -1 : at + from
}

function found(index: number): number {
  return index < 0 ? raise('ValueError', 'substring not found') : index
}
