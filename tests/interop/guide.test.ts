import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runPage } from '../support/doc-blocks.ts'

const guide = join(import.meta.dirname, '../../docs/guide')
const pages = (await readdir(guide)).filter(file => file.endsWith('.md'))

// A page whose output has changed is written anew by `vitest -u`.
test.each(pages)('the commands and files of %s work, and print what it shows', async name => {
  await using folder = await emptyFolder()
  const page = await readFile(join(guide, name), 'utf8')
  const ran = await runPage(page, folder.path)
  await expect(ran).toMatchFileSnapshot(join(guide, name))
})

async function emptyFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'gild-guide-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
