import assert from 'node:assert/strict'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe is asked: WCAG 2.2 A and AA, and what its makers hold good besides. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const GRAVE = ['serious', 'critical']

declare global {
  interface Window {
    axe: typeof axe
  }
}

interface Fault {
  readonly id: string
  readonly help: string
  readonly at: readonly string[]
}

async function axeFinds(page: Page, options: axe.RunOptions): Promise<readonly Fault[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const found = await page.evaluate(async asked => (await window.axe.run(document, asked)).violations, {
    ...options,
    resultTypes: ['violations' as const],
  })
  return found
    .filter(one => GRAVE.includes(one.impact ?? ''))
    .map(one => ({
      id: one.id,
      help: one.help,
      at: one.nodes.map(node => `${node.target.join(' ')} ${node.html}`),
    }))
}

/** Nothing serious for people who read with their ears, their fingers or poor eyes; in light and in dark. */
export async function isAccessible(page: Page): Promise<void> {
  assert.deepEqual(await axeFinds(page, { runOnly: { type: 'tag', values: TAGS } }), [], 'in light')
  await page.emulateMedia({ colorScheme: 'dark' })
  try {
    // Pages of the staff client turn dark by themselves; those that the server writes follow the browser at once.
    await page.waitForFunction(() => {
      const scheme = document.documentElement.dataset['mantineColorScheme']
      return scheme === undefined || scheme === 'dark'
    })
    const contrast = { runOnly: { type: 'rule' as const, values: ['color-contrast'] } }
    assert.deepEqual(await axeFinds(page, contrast), [], 'in dark')
  } finally {
    await page.emulateMedia({ colorScheme: 'light' })
  }
}

/**
 * What sticks out of the page to the right. What stands in a part that scrolls by itself, such as a table, may be wider
 * (WCAG 2.2 §1.4.10 leaves tables out); what is hidden from sight does not count.
 */
function sticksOut(): string[] {
  const wide = document.documentElement.clientWidth
  const isInside = (element: Element): boolean => {
    for (let up = element.parentElement; up !== null && up !== document.body; up = up.parentElement) {
      const clips = ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)
      // A button clips too, and may itself stand in a table that scrolls: only a part that fits the page ends the search.
      if (clips && up.getBoundingClientRect().right <= wide + 1) return true
    }
    return false
  }
  const out = [...document.body.querySelectorAll('*')].filter(element => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && box.right > wide + 1 && !isInside(element)
  })
  const scrolls =
    document.documentElement.scrollWidth > wide
      ? [`the page is ${document.documentElement.scrollWidth} px wide`]
      : []
  return [...scrolls, ...out.slice(0, 5).map(element => element.outerHTML.slice(0, 120))]
}

/** The page fits a screen of 320 px, which is 400 % zoom of 1280, and 200 % zoom of the screen of a desk. */
export async function reflows(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1366, height: 768 }
  for (const size of [
    { width: 320, height: 640 },
    { width: 683, height: 384 },
  ]) {
    await page.setViewportSize(size)
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    assert.deepEqual(await page.evaluate(sticksOut), [], `at ${size.width} px`)
  }
  await page.setViewportSize({ width, height })
}
