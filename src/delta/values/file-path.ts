import type { Storage } from '../../ports/storage.ts'

/** A path relative to the table, as on disk, in the form of `add.path`: a URI of RFC 2396. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/')
}

/** The path of an `add.path`: relative to the table, or absolute, or a URL. */
export function decodePath(path: string): string {
  const decoded = path.includes('%') ? decodeOnce(path) : path
  const match = /^file:(?:\/\/(?:localhost)?)?(?=\/)/i.exec(decoded)
  return match === null ? decoded : decoded.slice(match[0].length)
}

/** What the engine opens for an `add.path`. */
export function locateFile(storage: Storage, path: string): string {
  const decoded = decodePath(path)
  return /^(?:\/|[a-z][a-z0-9+.-]*:\/)/i.test(decoded) ? decoded : storage.locate(decoded)
}

// encodeURIComponent leaves these, which are no unreserved characters everywhere, and "=", which partition folders have.
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment)
    .replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3D', '=')
}

// Exactly once: a Hive-escaped folder name holds percent signs of its own. Some writers leave a percent sign as it is.
function decodeOnce(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
