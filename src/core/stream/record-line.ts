import { isUtf8 } from 'node:buffer'
import { segmentForm } from '../../ports/segment-form.ts'
import type { MessageHeader, TopicRecord } from '../../ports/topic-writer.ts'

const { delimiter, lineEnd, nullField, textPrefix, bytesPrefix } = segmentForm

// TAB, LF, CR, NUL, DLE: the bytes that would break a line or look like an escape.
const breaking = [0x09, 0x0a, 0x0d, 0x00, 0x10]
const breakingText = new RegExp(`[${breaking.map(b => `\\x${b.toString(16).padStart(2, '0')}`).join('')}]`)
const newline = 0x0a

/** What a line is made of. A `string` is text that is well formed; lone surrogates become U+FFFD. */
export interface LineRecord {
  readonly offset: bigint | number
  readonly timestamp: number
  readonly key: string | Uint8Array | undefined
  readonly value: string | Uint8Array | undefined
  readonly headers?: readonly MessageHeader[] | undefined
}

/** One record as one line of the segment form, its end included. */
export function recordLine(record: LineRecord): string {
  return `${recordHead(record, record.offset, record.timestamp)}${fieldText(record.value)}${lineEnd}`
}

/** The line up to its value. In two parts a line is written without being copied together first. */
export function recordHead(
  { key, headers }: Pick<LineRecord, 'key' | 'headers'>,
  offset: bigint | number,
  timestamp: number,
): string {
  return `${offset}${delimiter}${timestamp}${delimiter}${fieldText(key)}${delimiter}${headersField(headers)}${delimiter}`
}

/** The record of one line, without its end. Undefined when it is not one. */
export function parseRecordLine(line: Uint8Array): TopicRecord | undefined {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength)
  const ends = fieldEnds(bytes)
  if (ends === undefined) return undefined
  const [first, second, third, fourth] = ends
  const offset = bytes.toString('latin1', 0, first)
  const timestamp = bytes.toString('latin1', first + 1, second)
  const headers = parseHeaders(bytes.toString('utf8', third + 1, fourth))
  if (!/^\d+$/.test(offset) || !/^-?\d+$/.test(timestamp) || headers === undefined) return undefined
  return {
    offset: BigInt(offset),
    timestamp: Number(timestamp),
    key: parseField(bytes.subarray(second + 1, third)),
    value: parseField(bytes.subarray(fourth + 1)),
    headers,
  }
}

/** The offset that a line starts with; undefined when it does not start with one. */
export function lineOffset(line: Uint8Array): bigint | undefined {
  const end = line.indexOf(0x09)
  if (end < 1 || end > 20) return undefined
  const digits = Buffer.from(line.buffer, line.byteOffset, end).toString('latin1')
  return /^\d+$/.test(digits) ? BigInt(digits) : undefined
}

/** One past the line that starts at `start`, its end included; undefined when the bytes stop before. */
export function lineEndAfter(bytes: Uint8Array, start: number): number | undefined {
  const at = bytes.indexOf(newline, start)
  return at < 0 ? undefined : at + 1
}

/** A key or a value as it stands in a line. */
export function fieldText(value: string | Uint8Array | undefined): string {
  if (value === undefined) return nullField
  if (typeof value === 'string') {
    return breakingText.test(value) ? textPrefix + Buffer.from(value).toString('base64') : value
  }
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (!isUtf8(bytes)) return bytesPrefix + bytes.toString('base64')
  return breaking.some(byte => bytes.includes(byte))
    ? textPrefix + bytes.toString('base64')
    : bytes.toString('utf8')
}

function headersField(headers: readonly MessageHeader[] | undefined): string {
  if (headers === undefined || headers.length === 0) return ''
  return `[${headers.map(headerPair).join(',')}]`
}

function headerPair({ key, value }: MessageHeader): string {
  return `[${JSON.stringify(key)},${value === undefined ? 'null' : `"${base64(value)}"`}]`
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

function fieldEnds(bytes: Buffer): readonly [number, number, number, number] | undefined {
  const first = bytes.indexOf(delimiter)
  const second = bytes.indexOf(delimiter, first + 1)
  const third = bytes.indexOf(delimiter, second + 1)
  const fourth = bytes.indexOf(delimiter, third + 1)
  const inOrder = first >= 0 && second > first && third > second && fourth > third
  return inOrder ? [first, second, third, fourth] : undefined
}

function parseField(bytes: Buffer): Uint8Array | undefined {
  if (bytes[0] !== nullField.charCodeAt(0)) return bytes
  const mark = bytes.toString('latin1', 0, 2)
  if (mark === nullField) return undefined
  return Buffer.from(bytes.toString('latin1', 2), 'base64')
}

function parseHeaders(text: string): readonly MessageHeader[] | undefined {
  if (text === '') return []
  const parsed = parseJson(text)
  if (!Array.isArray(parsed)) return undefined
  const headers = parsed.map(parseHeader)
  return headers.every(header => header !== undefined) ? headers : undefined
}

function parseHeader(pair: unknown): MessageHeader | undefined {
  if (!Array.isArray(pair) || typeof pair[0] !== 'string') return undefined
  if (pair[1] === null) return { key: pair[0], value: undefined }
  return typeof pair[1] === 'string' ? { key: pair[0], value: Buffer.from(pair[1], 'base64') } : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
