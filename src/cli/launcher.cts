#!/usr/bin/env node
if (!(Number(process.env.UV_THREADPOOL_SIZE) > 64)) process.env.UV_THREADPOOL_SIZE = '64'

// CommonJS, because Node reads the modules of an ESM entry point with libuv's pool before its first line runs, and the
// pool keeps the size it starts with. DuckDB's queries occupy that pool.
import('./main.ts')
  .then(({ main }) => main(process.argv.slice(2)))
  .catch((error: unknown) => {
    console.error(error)
    process.exit(2)
  })
