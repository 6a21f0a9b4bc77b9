import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serveFolder } from '../../../src/server/serve-folder.ts'
import { testProject } from '../../support/test-project.ts'

test('files of the folder are served, with their types', async () => {
  await using project = await testProject({ 'site/index.html': '<h1>Hi</h1>', 'site/data/a.js': 'x' })
  await using server = await serveFolder({ folder: join(project.folder, 'site'), port: 0 })
  const page = await fetch(server.url)
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<h1>Hi</h1>',
  ])
  const script = await fetch(`${server.url}data/a.js?v=1`, { method: 'HEAD' })
  expect([script.status, script.headers.get('content-type'), await script.text()]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    '',
  ])
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(405)
})

test.each([
  '/none.html',
  '/../project.yml',
  '/..%2fproject.yml',
  '/%2e%2e/project.yml',
  '/data',
  '/%00',
  '/%zz',
])('%s is not found', async path => {
  await using project = await testProject({ 'site/index.html': '', 'site/data/a.js': '' })
  await using server = await serveFolder({ folder: join(project.folder, 'site'), port: 0 })
  expect(await statusOf(server.url, path)).toBe(404)
})

test('a port that is taken is an error that says so', async () => {
  const other = createServer()
  await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(serveFolder({ folder: '/nowhere', port })).rejects.toMatchObject({
    code: 'port-in-use',
    params: { port },
  })
  await new Promise(resolve => other.close(resolve))
})

// As it is written: fetch() would tidy the path.
function statusOf(url: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, agent: false }, response => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}
