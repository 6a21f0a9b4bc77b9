/** The folder of the log, below the table's. */
export const logFolder = '_delta_log'

/** Readers may start here instead of listing the whole log. */
export const lastCheckpointPath = `${logFolder}/_last_checkpoint`

export type LogFile =
  | { readonly kind: 'commit'; readonly version: number }
  | { readonly kind: 'checkpoint'; readonly version: number }
  | {
      readonly kind: 'checkpoint-part'
      readonly version: number
      /** From 1. */
      readonly part: number
      readonly parts: number
    }
  /** With a UUID in its name. */
  | { readonly kind: 'v2-checkpoint'; readonly version: number }

export function commitPath(version: number): string {
  return `${logFolder}/${versionPrefix(version)}.json`
}

export function checkpointPath(version: number): string {
  return `${logFolder}/${versionPrefix(version)}.checkpoint.parquet`
}

/** What all file names of a version begin with. */
export function versionPrefix(version: number): string {
  return String(version).padStart(20, '0')
}

/** Undefined for everything that replay has no use for: checksums, compactions, temporary and hidden files. */
export function parseLogFileName(name: string): LogFile | undefined {
  const match = namePattern.exec(name)
  if (match === null) return undefined
  const [, digits, checkpoint, part, parts, uuid] = match
  const version = Number(digits)
  if (!Number.isSafeInteger(version)) return undefined
  if (uuid !== undefined) return { kind: 'v2-checkpoint', version }
  if (part !== undefined)
    return { kind: 'checkpoint-part', version, part: Number(part), parts: Number(parts) }
  return { kind: checkpoint === undefined ? 'commit' : 'checkpoint', version }
}

const namePattern =
  /^([0-9]{20})(?:\.json|(\.checkpoint)(?:(?:\.([0-9]{10})\.([0-9]{10}))?\.parquet|\.([0-9a-f-]{36})\.(?:json|parquet)))$/
