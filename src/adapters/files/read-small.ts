import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

const largestSynchronousRead = 1 << 18

/**
 * The bytes of a file. One of up to 256 KB is read without libuv's pool: the read takes microseconds, while each of its
 * four steps through the pool waits for a processor that the engine's queries keep busy. Throws what Node throws.
 */
export async function readSmallFile(file: string): Promise<Buffer> {
  return readNow(file) ?? (await readFile(file))
}

function readNow(file: string): Buffer | undefined {
  const descriptor = openSync(file, 'r')
  try {
    return fstatSync(descriptor).size <= largestSynchronousRead ? readFileSync(descriptor) : undefined
  } finally {
    closeSync(descriptor)
  }
}
