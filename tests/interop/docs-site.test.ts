import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openOffline } from '../support/browser.ts'
import { runCli } from '../support/cli.ts'
import { type DemoProject, demoProject, expectGreen } from '../support/demo-project.ts'
import { generatedProject } from '../support/generated-project.ts'
import { testProject } from '../support/test-project.ts'

let browser: Browser
let demo: DemoProject
let site: string

beforeAll(async () => {
  browser = await openBrowser()
  demo = await demoProject()
  await demo.generate({ orders: 300 })
  expectGreen(await demo.build())
  await writeFile(
    join(demo.folder, 'README.md'),
    '# Demo\n\nA **shop** and its <script>alert(1)</script> tables.\n',
  )
  site = await generate(demo.folder)
})

afterAll(async () => {
  await browser?.close()
  await demo?.[Symbol.asyncDispose]()
})

test('every link of the site leads to a page, without a network and without a word on the console', async () => {
  await using open = await openOffline(browser)
  const { titles } = await crawl(open.page, site)
  expect(titles.size).toBeGreaterThan(80)
  expect([...titles].filter(([, title]) => /no such page|cannot be shown/i.test(title))).toEqual([])
  expect(open.complaints).toEqual([])
})

test('the single file holds the same pages and needs no other file', async () => {
  const file = await generate(demo.folder, '--static')
  expect(file).toMatch(/target\/docs\/static\.html$/)
  await using alone = await testProject({})
  const moved = join(alone.folder, 'mailed.html')
  await writeFile(moved, await readFile(new URL(file)))
  await using folder = await openOffline(browser)
  await using single = await openOffline(browser)
  const inFolder = await crawl(folder.page, site)
  const inFile = await crawl(single.page, pathToFileURL(moved).href)
  expect([...inFile.titles].sort()).toEqual([...inFolder.titles].sort())
  expect(single.complaints).toEqual([])
})

test('the page of a model tells its columns, tests, SQL, rows, size and history', async () => {
  await using open = await openOffline(browser)
  const { page } = open
  await page.goto(`${site}#/node/model.lakehouse.silver_orders`)
  const fact = (name: string) => page.locator(`dt:text-is("${name}") + dd`).textContent()
  expect(await fact('Rows')).toBe('300')
  expect(await fact('Size')).toMatch(/^[\d.]+ (kB|MB)$/)
  expect(await fact('Version')).toBe('0')
  const column = await page.locator('tr[data-column="order_id"]').textContent()
  expect(column).toMatch(/VARCHAR[\s\S]*not_null pass/)
  expect(await page.locator('.history tbody tr').count()).toBe(1)
  await page.getByRole('tab', { name: 'Compiled' }).click()
  expect(await page.locator('#compiled').textContent()).toContain('from')
  expect(await page.locator('#compiled').textContent()).not.toContain('{{')
  expect(await page.locator('.mini-graph .box').count()).toBeGreaterThan(2)
})

test('search opens with a key, finds a column by its description, and Enter goes there', async () => {
  await using open = await openOffline(browser)
  const { page } = open
  await page.goto(site)
  await page.locator('main h1').waitFor()
  await page.keyboard.press('/')
  await page.locator('#search-state').getByText('Every word').waitFor()
  await page.keyboard.type('customer_email')
  await page.locator('#hits [aria-selected="true"]').getByText('column of').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('tr.found').waitFor()
  expect(await page.locator('tr.found th').textContent()).toBe('customer_email')
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  expect(await page.locator('dialog[open]').count()).toBe(0)
})

test('the arrow keys walk along the edges of the graph, and Enter moves the focus', async () => {
  await using open = await openOffline(browser)
  const { page } = open
  await page.goto(`${site}#/lineage`)
  await page.locator('[data-box]').first().focus()
  const focused = () => page.evaluate<string>(`document.activeElement.getAttribute('aria-label')`)
  const first = await focused()
  await page.keyboard.press('ArrowRight')
  const second = await focused()
  expect(second).not.toBe(first)
  await page.keyboard.press('ArrowLeft')
  expect(await focused()).toBe(first)
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'Lineage of' }).waitFor()
  expect(await page.locator('.box.focus').getAttribute('aria-label')).toBe(first)
})

test('text of the project is text and no code', async () => {
  await using open = await openOffline(browser)
  await open.page.goto(site)
  expect(await open.page.locator('.readme').textContent()).toContain('<script>alert(1)</script>')
  expect(open.complaints).toEqual([])
})

test.each([['#/'], ['#/node/model.lakehouse.silver_orders'], ['#/lineage'], ['#/list/test']])(
  '%s fits a phone, and the menu opens there',
  async hash => {
    await using open = await openOffline(browser, { width: 390, height: 800, dark: true })
    const { page } = open
    await page.goto(site + hash)
    await page.locator('main h1').waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await page.locator('#menu').click()
    expect(await page.locator('#side').isVisible()).toBe(true)
  },
)

test('every control has a name', async () => {
  await using open = await openOffline(browser)
  const { page } = open
  for (const hash of ['#/', '#/node/model.lakehouse.silver_orders', '#/lineage', '#/list/model']) {
    await page.goto(site + hash)
    await page.locator('main h1').waitFor()
    const controls = await page.locator('a, button, input, meter, svg[role]').elementHandles()
    const nameless: string[] = []
    for (const control of controls) {
      const names = [await control.getAttribute('aria-label'), await control.textContent()]
      const isLabelled = await control.evaluate<boolean, { closest(to: string): unknown }>(
        e => e.closest('label') !== null,
      )
      if (!isLabelled && names.every(name => !name?.trim())) nameless.push(await control.evaluate(String))
    }
    expect(nameless).toEqual([])
  }
})

test('a large project opens by folder, and chunks of a larger one before it are gone', async () => {
  await using project = await testProject(generatedProject(300))
  const file = await generate(project.folder)
  const stale = join(project.folder, 'target/docs/data/pages-999.js')
  await writeFile(stale, '')
  await generate(project.folder)
  expect(await stat(stale).catch(() => undefined)).toBeUndefined()
  await using open = await openOffline(browser)
  const { page } = open
  await page.goto(`${file}#/lineage`)
  await page.locator('.box.kind-group').first().waitFor()
  expect(await page.locator('.box').count()).toBe(25)
  await page.getByText('Draw all').click()
  await page.locator('.box.kind-model').first().waitFor()
  expect(await page.locator('.box').count()).toBe(315)
  await page.goto(`${file}#/lineage/model.generated.silver_sales_120?up=99&down=99`)
  await page.locator('.box.focus').waitFor()
  expect(open.complaints).toEqual([])
})

test('docs serve serves the site until Ctrl-C', async () => {
  let served = ''
  const result = await runCli(['docs', 'serve', '--port', '0', '--log-format', 'json'], {
    cwd: demo.folder,
    onStart(child) {
      child.stdout?.on('data', async text => {
        const { url } = JSON.parse(String(text))
        const [page, outside] = await Promise.all([fetch(url), fetch(`${url}..%2frun_results.json`)])
        served = `${page.status} ${outside.status} ${(await page.text()).includes('<title>lakehouse</title>')}`
        child.kill('SIGINT')
      })
    },
  })
  expect(served).toBe('200 404 true')
  expect(result.exitCode).toBe(0)
})

test('without a site, docs serve says how to make one', async () => {
  await using project = await testProject({})
  await rm(join(project.folder, 'target'), { recursive: true, force: true })
  const { exitCode, stderr } = await runCli(['docs', 'serve'], { cwd: project.folder })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('gild docs generate')
})

async function generate(folder: string, ...options: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(['docs', 'generate', ...options], { cwd: folder })
  expect(stderr).not.toContain('error')
  expect(exitCode).toBe(0)
  return pathToFileURL(join(folder, stdout.trim())).href
}

// Follows every link to another page of the site, from the first page on.
async function crawl(page: Page, start: string): Promise<{ readonly titles: ReadonlyMap<string, string> }> {
  const titles = new Map<string, string>()
  const waiting = ['#/']
  await page.goto(start)
  await page.locator('main h1').waitFor()
  for (let hash = waiting.shift(); hash !== undefined; hash = waiting.shift()) {
    if (titles.has(hash)) continue
    const { title, links } = await visit(page, hash)
    titles.set(hash, title)
    const inside = links.filter(link => link.startsWith('#/'))
    expect(links.filter(link => !link.startsWith('#') && !/^(https?:|mailto:)/.test(link))).toEqual([])
    waiting.push(...inside.filter(link => !titles.has(link)))
  }
  return { titles }
}

// The title of the page and its links. The old page is emptied first, so that it cannot be taken for the new one.
function visit(
  page: Page,
  hash: string,
): Promise<{ readonly title: string; readonly links: readonly string[] }> {
  return page.evaluate(`(async () => {
    const to = ${JSON.stringify(hash)}
    const main = document.querySelector('main')
    if (location.hash !== to) { main.replaceChildren(); location.hash = to }
    while (main.querySelector('h1') === null) await new Promise(next => setTimeout(next, 2))
    const links = [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))
    return { title: main.querySelector('h1').textContent, links }
  })()`)
}
