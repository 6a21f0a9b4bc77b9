import { type Browser, chromium, type Page } from 'playwright-core'

/** A page of a browser without a network, and what went wrong in it. */
export interface OfflinePage extends AsyncDisposable {
  readonly page: Page
  /** What the console said, errors of scripts, and requests for anything but a file. */
  readonly complaints: string[]
}

export interface BrowserOptions {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
}

/** The browser that `tests/interop/setup.mjs` installs. */
export function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run']
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  const executablePath = process.env.GILD_CHROMIUM ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: [...args, ...quiet] })
}

export async function openOffline(browser: Browser, options: BrowserOptions = {}): Promise<OfflinePage> {
  const { width = 1280, height = 900, dark = false } = options
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    offline: true,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => complaints.push(`console: ${message.text()}`))
  page.on('pageerror', error => complaints.push(`error: ${error.message}`))
  page.on('request', request => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`)
  })
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
}
