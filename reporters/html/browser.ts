import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = process.env.KYX_CHROMIUM ?? '/usr/bin/chromium'

/** Opens the browser that the tests of the page drive. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(
      `these tests drive Chromium, and ${executablePath} is not there: install it (Debian: apt-get install chromium), or set KYX_CHROMIUM to its path`,
    )
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
}

export interface Seen {
  readonly page: Page
  /** Console errors, exceptions and requests: a page of ours causes none. */
  readonly faults: string[]
}

/** Shows a page of ours from its file, and notes what it should not do. */
export async function openPage(
  browser: Browser,
  file: string,
  { hash = '', width = 1280, height = 900, dark = false }: { hash?: string; width?: number; height?: number; dark?: boolean } = {},
): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', bypassCSP: false })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith(`file://${file}`)) faults.push(`request: ${request.url()}`)
  })
  await page.goto(`file://${file}${hash}`)
  return { page, faults }
}
