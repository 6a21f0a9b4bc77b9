import { undefinedValue } from '../operations/access.ts'
import { bindArguments } from '../operations/signature.ts'
import type { ForStatement } from '../syntax/ast.ts'
import { equals } from '../values/equality.ts'
import { raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { hostFunction, hostValue, tuple } from '../values/make.ts'
import { truth } from '../values/truth.ts'
import type { HostValue, Scope, Steps, Value } from '../values/value.ts'
import { newOutput, remember } from './output.ts'
import type { Run, Signal } from './run.ts'
import { assign, define, newScope } from './scope.ts'

/** Where a loop is. */
interface Loop {
  readonly items: readonly Value[]
  /** From 0. */
  readonly depth: number
  index: number
  /** What `loop.changed` saw last. */
  seen: Value | undefined
}

interface LoopStart {
  readonly node: ForStatement
  readonly scope: Scope
  readonly depth: number
}

/** A `{% for %}` over a value. */
export function* runLoop(run: Run, value: Value, start: LoopStart): Steps<Signal> {
  const { node, scope, depth } = start
  run.at = node.iterable
  const items = yield* chosenItems(run, value, start)
  const loop: Loop = { items, depth, index: 0, seen: undefined }
  const loopValue = loopObject(run, loop, start)
  for (const item of items) {
    const inner = newScope(scope)
    define(inner, 'loop', loopValue)
    run.at = node
    assign(run, node.target, { value: item, scope: inner })
    const signal = yield* run.rules.body(run, node.body, inner)
    if (signal === 'break') return undefined
    loop.index++
  }
  return items.length === 0 ? yield* run.rules.body(run, node.otherwise, newScope(scope)) : undefined
}

function* chosenItems(run: Run, value: Value, { node, scope }: LoopStart): Steps<readonly Value[]> {
  const values = iterate(value)
  if (node.condition === undefined) return [...values]
  const chosen: Value[] = []
  for (const item of values) {
    const inner = newScope(scope)
    assign(run, node.target, { value: item, scope: inner })
    if (truth(yield* run.rules.evaluate(run, node.condition, inner))) chosen.push(item)
  }
  return chosen
}

const names = [
  ...['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length', 'depth', 'depth0'],
  ...['previtem', 'nextitem', 'cycle', 'changed'],
]

function loopObject(run: Run, loop: Loop, start: LoopStart): HostValue {
  return hostValue({
    typeName: 'LoopContext',
    str: () => `<LoopContext ${loop.index + 1}/${loop.items.length}>`,
    attribute: name => loopAttribute(run, loop, name),
    names: () => names,
    length: () => loop.items.length,
    call: call => {
      if (!start.node.recursive)
        return raise('TypeError', "the loop must have the 'recursive' marker to be called")
      const [values] = bindArguments('loop', ['iterable'], call)
      return runInner(run, values, { ...start, depth: start.depth + 1 })
    },
  })
}

/** `loop(values)` in a recursive loop: its text. */
function* runInner(run: Run, values: Value, start: LoopStart): Steps<Value> {
  const { output } = run
  run.output = newOutput()
  try {
    yield* runLoop(run, values, start)
    return remember(run, run.output)
  } finally {
    run.output = output
  }
}

function loopAttribute(run: Run, loop: Loop, name: string): Value | undefined {
  const { items, index, depth } = loop
  switch (name) {
    case 'index':
      return index + 1
    case 'index0':
      return index
    case 'revindex':
      return items.length - index
    case 'revindex0':
      return items.length - index - 1
    case 'first':
      return index === 0
    case 'last':
      return index === items.length - 1
    case 'length':
      return items.length
    case 'depth':
      return depth + 1
    case 'depth0':
      return depth
    case 'previtem':
      return neighbour(run, items[index - 1], 'there is no previous item')
    case 'nextitem':
      return neighbour(run, items[index + 1], 'there is no next item')
    case 'cycle':
      return hostFunction('cycle', ({ positional }) => cycle(positional, index))
    case 'changed':
      return hostFunction('changed', ({ positional }) => changed(loop, positional))
    default:
      return undefined
  }
}

function neighbour(run: Run, item: Value | undefined, hint: string): Value {
  return item === undefined ? undefinedValue({ mode: run.mode, hint }) : item
}

function cycle(values: readonly Value[], index: number): Value {
  const value = values[index % values.length]
  return value === undefined ? raise('TypeError', 'no items for cycling given') : value
}

function changed(loop: Loop, values: readonly Value[]): boolean {
  const now = tuple(values)
  const same = loop.seen !== undefined && equals(loop.seen, now)
  loop.seen = now
  return !same
}
