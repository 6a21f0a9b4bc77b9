// One file for each part of the command line that loads at one time, instead of the 400 modules it is written in: Node
// spends more time on finding and opening modules than on running them.
import { readdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const folder = `${root}/dist/cli`
for (const name of await readdir(folder)) if (name.startsWith('chunk-')) await rm(`${folder}/${name}`)
await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist/cli',
  // Beside the entry: what looks for files relative to its module is as deep here as in its own folder.
  chunkNames: 'chunk-[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Natives, and what few commands need.
  external: ['@duckdb/node-api', '@faker-js/faker', 'nunjucks'],
  // Packages that are CommonJS inside.
  banner: { js: "import { createRequire as cjs } from 'node:module'; const require = cjs(import.meta.url);" },
  legalComments: 'eof',
  logLevel: 'warning',
})
