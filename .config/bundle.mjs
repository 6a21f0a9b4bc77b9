// The command line as one CommonJS file, instead of the 500 modules it is written in: Node spends more time on finding,
// opening and compiling modules than on running them, and of a script (but not of an ES module) the launcher can keep
// what V8 compiled.
import { createHash } from 'node:crypto'
import { chmod, readdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}/dist/cli`
for (const name of await readdir(folder)) if (name.endsWith('.cache')) await rm(`${folder}/${name}`)
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli/main.ts'],
  // Beside the launcher: what looks for files relative to its module is as deep here as in its own folder.
  outfile: 'dist/cli/gild.cjs',
  write: false,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  // Natives, and what few commands need.
  external: ['@duckdb/node-bindings', 'nunjucks'],
  define: { 'import.meta.url': 'moduleUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  // The launcher reads bytes as characters.
  charset: 'ascii',
  legalComments: 'eof',
  logLevel: 'warning',
})
for (const { path, text } of outputFiles) {
  const id = createHash('sha256').update(text).digest('hex').slice(0, 16)
  // As Node wraps a module: the launcher takes the text as it is.
  await writeFile(
    path,
    `// ${id}\n(function (exports, require, module, __filename, __dirname) {${text}\n})\n`,
  )
}
// npx makes it executable only the first time that it sees the folder.
await chmod(`${folder}/launcher.cjs`, 0o755)
