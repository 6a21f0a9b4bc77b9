#!/usr/bin/env node
if (!(Number(process.env.UV_THREADPOOL_SIZE) > 64)) process.env.UV_THREADPOOL_SIZE = '64'

// CommonJS, because Node reads the modules of an ESM entry point with libuv's pool before its first line runs, and the
// pool keeps the size it starts with. DuckDB's queries occupy that pool.
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule('node:fs')
const { Script } = process.getBuiltinModule('node:vm')

type Main = typeof import('./main.ts')

const bundleFile = `${__dirname}/gild.cjs`
const loading: Promise<Main> = existsSync(bundleFile)
  ? new Promise(resolve => resolve(loadBundle(bundleFile)))
  : import('./main.ts')

loading
  .then(({ main }) => main(process.argv.slice(2)))
  .catch((error: unknown) => {
    console.error(error)
    process.exit(2)
  })

/**
 * Runs the bundle: a function that takes what a CommonJS module sees, with its hash in a comment above. What V8 compiles in
 * the first run of a verb is kept beside it for the next, where that folder can be written. V8 refuses what another version
 * or other flags made.
 */
function loadBundle(file: string): Main {
  const source = readFileSync(file, 'latin1')
  const hash = source.slice(3, source.indexOf('\n'))
  const verb = /^[a-z][a-z-]*$/.exec(process.argv[2] ?? '')?.[0] ?? 'none'
  const cacheFile = `${__dirname}/gild-${hash}-${process.version}-${process.arch}-${verb}.cache`
  const cachedData = readIfThere(cacheFile)
  const script = new Script(source, { filename: file, cachedData })
  if (cachedData === undefined || script.cachedDataRejected === true)
    process.once('exit', exitCode => {
      if (exitCode < 2) writeCache(cacheFile, script.createCachedData())
    })
  const loaded = { exports: {} as Main }
  script.runInThisContext()(loaded.exports, require, loaded, file, __dirname)
  return loaded.exports
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

// Whole or not at all: another process may read it at any moment.
function writeCache(file: string, data: Buffer): void {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, data, { flush: true })
    renameSync(unfinished, file)
  } catch {
    // An installation that only others may change starts a little slower.
    if (existsSync(unfinished)) rmSync(unfinished)
  }
}
