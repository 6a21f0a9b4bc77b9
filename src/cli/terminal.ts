import type { Host, HostStream } from './host.ts'

/** Where data goes (`out`) and where narration goes (`err`). */
export interface Terminal {
  readonly out: Output
  readonly err: Output
}

export interface Output {
  write(text: string): void
  /** A person watches: live output is welcome. */
  readonly live: boolean
  /** Characters that fit on a line; undefined when lines may have any length. */
  columns(): number | undefined
  rows(): number
  readonly style: Style
}

/** What the reader's device can show. */
export interface Style {
  readonly color: boolean
  readonly unicode: boolean
}

/** @param color `false` for `--no-color`. NO_COLOR wins over FORCE_COLOR, both over what the stream is. */
export function openTerminal(host: Host, color: boolean): Terminal {
  return { out: openOutput(host, host.stdout, color), err: openOutput(host, host.stderr, color) }
}

function openOutput(host: Host, stream: HostStream, color: boolean): Output {
  const isTty = stream.isTTY === true && host.runtime.env('TERM') !== 'dumb'
  return {
    write: text => void stream.write(text),
    live: isTty && host.runtime.env('CI') === undefined,
    columns: () => (isTty ? (stream.columns ?? 80) : undefined),
    rows: () => stream.rows ?? 24,
    style: { color: color && showsColor(host, isTty), unicode: showsUnicode(host) },
  }
}

function showsColor({ runtime: { env } }: Host, isTty: boolean): boolean {
  if (isSet(env('NO_COLOR'))) return false
  const force = env('FORCE_COLOR')
  return isSet(force) ? force !== '0' : isTty
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

// An unset locale is what containers have, and their output is read in UTF-8 all the same.
function showsUnicode({ platform, runtime: { env } }: Host): boolean {
  if (platform === 'win32') return isSet(env('WT_SESSION')) || isSet(env('TERM_PROGRAM'))
  if (env('TERM') === 'linux') return false
  const locale = [env('LC_ALL'), env('LC_CTYPE'), env('LANG')].find(isSet)
  return locale === undefined || /utf-?8/i.test(locale)
}
