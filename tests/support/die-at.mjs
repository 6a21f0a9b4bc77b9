// Preloaded into a process under test (`node --import`): ends it by SIGKILL when a named point is reached for the
// n-th time, `GILD_DIE_AT=<point>:<n>`. The points are system calls on files with telling names, so that the program
// itself knows nothing of them.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [point, count] = (process.env.GILD_DIE_AT ?? ':0').split(':')
let left = Number(count)
const paths = new WeakMap()

const commitEntry = /_delta_log\/\d{20}\.json$/
const points = {
  'between-stage-and-commit': { call: 'link', path: commitEntry, when: 'before' },
  'after-a-commit': { call: 'link', path: commitEntry, when: 'after' },
  'before-a-checkpoint': { call: 'rename', path: /\.checkpoint\.parquet$/, when: 'before' },
  'before-last-checkpoint': { call: 'rename', path: /_last_checkpoint$/, when: 'before' },
  'after-last-checkpoint': { call: 'rename', path: /_last_checkpoint$/, when: 'after' },
  'before-staged-files-are-durable': { call: 'fsync', path: /part-[^/]*\.parquet$/, when: 'before' },
  'in-the-tail-of-the-log': { call: 'write', path: /\d{20}\.log$/, when: 'half' },
  'log-written-not-durable': { call: 'datasync', path: /\d{20}\.log$/, when: 'before' },
  'before-the-index-of-the-log': { call: 'appendFile', path: /\d{20}\.index$/, when: 'before' },
  'before-the-watermark': { call: 'rename', path: /watermark\.json$/, when: 'before' },
  'after-the-watermark': { call: 'rename', path: /watermark\.json$/, when: 'after' },
  'before-the-record-of-tests': { call: 'rename', path: /passed-tests\.json$/, when: 'before' },
}

const chosen = points[point]
if (point !== '' && chosen === undefined) throw new Error(`unknown point ${point}`)
if (chosen !== undefined) {
  patchPaths('link')
  patchPaths('rename')
  patchDescriptors()
  await patchHandles()
  syncBuiltinESMExports()
}

function patchPaths(name) {
  const original = fs.promises[name]
  fs.promises[name] = async (from, to) => {
    die(name, String(to), 'before')
    const result = await original.call(fs.promises, from, to)
    die(name, String(to), 'after')
    return result
  }
}

function patchDescriptors() {
  const { openSync, fsync } = fs
  const opened = new Map()
  fs.openSync = (path, ...rest) => {
    const descriptor = openSync(path, ...rest)
    opened.set(descriptor, String(path))
    return descriptor
  }
  fs.fsync = (descriptor, done) => {
    die('fsync', opened.get(descriptor) ?? '', 'before')
    fsync(descriptor, done)
  }
}

async function patchHandles() {
  const open = fs.promises.open
  const handle = await open(import.meta.filename, 'r')
  const prototype = Object.getPrototypeOf(handle)
  await handle.close()
  fs.promises.open = async (path, ...rest) => {
    const opened = await open.call(fs.promises, path, ...rest)
    paths.set(opened, String(path))
    return opened
  }
  for (const name of ['datasync', 'appendFile', 'write']) {
    const original = prototype[name]
    prototype[name] = async function (...args) {
      const path = paths.get(this) ?? ''
      die(name, path, 'before')
      if (name === 'write' && reached(name, path, 'half')) {
        const [bytes, offset, length, position] = args
        await original.call(this, bytes, offset, Math.ceil(length / 2), position)
        kill()
      }
      return original.apply(this, args)
    }
  }
}

function die(call, path, when) {
  if (reached(call, path, when)) kill()
}

function reached(call, path, when) {
  if (chosen.call !== call || chosen.when !== when || !chosen.path.test(path)) return false
  left--
  return left === 0
}

function kill() {
  process.kill(process.pid, 'SIGKILL')
  // The signal may take a moment: nothing more may happen until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
