import { entriesOf } from './dict.ts'
import { failUndefined } from './fault.ts'
import { iterate } from './iterate.ts'
import { typeName } from './type-name.ts'
import {
  type NamespaceValue,
  type ObjectValue,
  ofKind,
  type RangeValue,
  type Tuple,
  type UndefinedValue,
  type Value,
} from './value.ts'

/** How a value prints: Python's `str()`. */
export function str(value: Value): string {
  if (typeof value === 'string') return value
  const missing = ofKind(value, 'undefined')
  if (missing !== undefined) return undefinedText(missing)
  return ofKind(value, 'host')?.object.str?.() ?? repr(value)
}

function undefinedText(value: UndefinedValue): string {
  return value.mode === 'strict' && value.unknownName ? failUndefined(value) : ''
}

/** How a value is written inside others: Python's `repr()`. */
export function repr(value: Value): string {
  if (typeof value === 'string') return textRepr(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value === 0 ? 0 : value) : floatRepr(value)
  if (typeof value === 'bigint') return String(value)
  if (value === null) return 'None'
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`
  return objectRepr(value)
}

function objectRepr(value: ObjectValue): string {
  switch (value.kind) {
    case 'float':
      return floatRepr(value.value)
    case 'tuple':
      return tupleRepr(value)
    case 'dict':
      return `{${Array.from(entriesOf(value), ([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`
    case 'set':
      return value.members.size === 0 ? 'set()' : `{${Array.from(value.members.values(), repr).join(', ')}}`
    case 'range':
      return rangeRepr(value)
    case 'dict-view':
      return `dict_${value.of}(${repr([...iterate(value)])})`
    case 'namespace':
      return `<Namespace ${namespaceRepr(value)}>`
    case 'undefined':
      return 'Undefined'
    case 'generator':
      return `<${value.typeName} object>`
    case 'macro':
      return `<Macro ${textRepr(value.name)}>`
    case 'function':
      return value.display
    case 'host':
      return value.object.repr?.() ?? value.object.str?.() ?? `<${typeName(value)} object>`
  }
}

function tupleRepr({ items }: Tuple): string {
  return items.length === 1 ? `(${items.map(repr)},)` : `(${items.map(repr).join(', ')})`
}

function rangeRepr({ start, stop, step }: RangeValue): string {
  return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`
}

function namespaceRepr({ attributes }: NamespaceValue): string {
  return `{${Array.from(attributes, ([name, value]) => `${textRepr(name)}: ${repr(value)}`).join(', ')}}`
}

/** The shortest digits that read back as the same float, in Python's layout. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, exponent = ''] = value.toExponential().split('e')
    return `${mantissa}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`
  }
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.includes('.') ? text : `${text}.0`
}

const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

// What Python calls not printable and escapes: controls, separators but the space, unassigned and private characters.
const escaped = /[\\'"]|(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/gu

/** A text as Python writes it in quotes. */
export function textRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inside = text.replace(escaped, character => {
    if (character === "'" || character === '"') return character === quote ? `\\${character}` : character
    return named[character] ?? escapeCode(character.codePointAt(0) ?? 0)
  })
  return quote + inside + quote
}

function escapeCode(code: number): string {
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
