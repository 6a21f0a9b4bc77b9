import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { openBrowser, openOffline } from '../support/browser.ts'
import { launcher } from '../support/cli.ts'
import { generatedProject } from '../support/generated-project.ts'
import { testProject } from '../support/test-project.ts'

/** Generates the site of 2,000 models (`--models n`) and times what a reader waits for, in a browser. */
export async function benchDocs(args: readonly string[]): Promise<void> {
  const at = args.indexOf('--models')
  const models = at < 0 ? 2000 : Number(args[at + 1])
  await using project = await testProject(generatedProject(models))
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [launcher, 'docs', 'generate'], {
    cwd: project.folder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  print(`docs generate, ${models} models`, performance.now() - start)
  const site = pathToFileURL(join(project.folder, 'target/docs/index.html')).href
  const browser = await openBrowser()
  try {
    await using open = await openOffline(browser)
    const opened = performance.now()
    await open.page.goto(site)
    await open.page.locator('main h1').waitFor()
    print('open the first page', performance.now() - opened)
    await timePages(open.page, models)
    await timeSearch(open.page)
  } finally {
    await browser.close()
  }
}

async function timePages(page: Page, models: number): Promise<void> {
  const name = `silver_sales_${Math.floor(models / 5 / 8) * 8}`
  const pages = [
    ['page of a model', `#/node/model.generated.${name}`, '.box'],
    ['lineage by folder', '#/lineage', '.box'],
    ['focused graph, 3 up and 3 down', `#/lineage/model.generated.${name}?up=3&down=3`, '.box.focus'],
    [
      'focused graph, everything up and down',
      `#/lineage/model.generated.${name}?up=99&down=99`,
      '.box.focus',
    ],
    ['whole graph', '#/lineage?all', '.box'],
  ] as const
  for (const [what, hash, selector] of pages) {
    const times: number[] = []
    for (let round = 0; round < 5; round++) times.push(await timePage(page, hash, selector))
    print(what, median(times))
  }
}

// Until the browser has laid out and painted the page.
function timePage(page: Page, hash: string, selector: string): Promise<number> {
  return page.evaluate(`(async () => {
    const frame = () => new Promise(next => requestAnimationFrame(() => setTimeout(next)))
    location.hash = '#/list/none'
    while (!document.querySelector('main h1')?.textContent.startsWith('There is no')) await frame()
    const start = performance.now()
    location.hash = ${JSON.stringify(hash)}
    while (document.querySelector(${JSON.stringify(selector)}) === null) await frame()
    await frame()
    return performance.now() - start
  })()`)
}

async function timeSearch(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.locator('#search-state').getByText('Every word').waitFor()
  for (const query of ['customer', 'gold sales 1600', 'worth dollars', 'nothing at all']) {
    const times: number[] = []
    for (let round = 0; round < 9; round++)
      times.push(
        await page.evaluate<number>(`(() => {
          const input = document.getElementById('query')
          input.value = ${JSON.stringify(query)}
          const start = performance.now()
          input.dispatchEvent(new Event('input'))
          return performance.now() - start
        })()`),
      )
    print(`search "${query}"`, median(times))
  }
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

function print(what: string, ms: number): void {
  console.log(`${what.padEnd(44)} ${ms.toFixed(0).padStart(7)} ms`)
}
