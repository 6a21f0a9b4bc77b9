/**
 * How a file holds stream records as text, so that an engine can scan them: one record a line that ends with LF, five
 * fields separated by TAB and never quoted. The embedded log stores its segments so, other back ends write temporary
 * files so (docs/topic-log.md).
 *
 * `offset` and `timestamp` (milliseconds since the epoch) are decimal. `headers` is empty without headers, else a JSON
 * array of `[key, base64 or null]`. `key` and `value` are their UTF-8 text, unless they begin with DLE (0x10), which
 * no other field holds: then they are one of the escapes below.
 */
export const segmentForm = {
  delimiter: '\t',
  lineEnd: '\n',
  columns: ['offset', 'timestamp', 'key', 'headers', 'value'],
  /** The whole field of a null. Fit for `nullstr`. */
  nullField: '\u0010N',
  /** Followed by base64 of UTF-8 text that holds TAB, LF, CR, NUL or DLE. */
  textPrefix: '\u0010u',
  /** Followed by base64 of bytes that are not UTF-8. */
  bytesPrefix: '\u0010x',
  /** No line is longer, its end included. */
  maxLineBytes: 64 * 1024 * 1024,
} as const
