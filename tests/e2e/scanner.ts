import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** The keyboard layout of the machine on which a scanner types as if it were an American one. */
export type Layout = 'us' | 'azerty'

/** A barcode scanner: a keyboard that types faster than anybody and ends with Enter. */
export interface Scanner {
  /** Types a code and Enter. Does not wait for anything that the page does with it. */
  scan(code: string, how?: { layout?: Layout; gap_ms?: number }): Promise<void>
}

/** One press: what the machine makes of a physical key. */
interface Press {
  readonly key: string
  readonly code: string
  readonly virtual: number
  readonly shift: boolean
}

const azertyTop = 'à&é"\'(§è!ç'

function pressOf(character: string, layout: Layout): Press {
  if (/[0-9]/.test(character)) {
    const key = layout === 'us' ? character : (azertyTop[Number(character)] ?? character)
    return { key, code: `Digit${character}`, virtual: 48 + Number(character), shift: false }
  }
  if (/[A-Za-z]/.test(character)) {
    const letter = character.toUpperCase()
    return {
      key: character,
      code: `Key${letter}`,
      virtual: letter.charCodeAt(0),
      shift: character === letter,
    }
  }
  if (character === '-') return { key: '-', code: 'Minus', virtual: 189, shift: false }
  throw new Error(`no key is known for ${character}`)
}
const enter: Press = { key: 'Enter', code: 'Enter', virtual: 13, shift: false }
const SHIFT = 8

/**
 * A scanner at a page. All keys of a code go to the browser at once, without waiting for any to be handled, and carry
 * the times at which a scanner would have pressed them: a page that is busy finds them waiting, as it would find those
 * of a real scanner, and a slow test machine does not make a slow scanner.
 */
export async function scannerAt(page: Page): Promise<Scanner> {
  const browser = await page.context().newCDPSession(page)
  let last_ms = 0
  const send = ({ key, code, virtual, shift }: Press, at_ms: number): Promise<unknown> =>
    browser.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key,
      code,
      text: key === 'Enter' ? '\r' : key,
      windowsVirtualKeyCode: virtual,
      modifiers: shift ? SHIFT : 0,
      timestamp: at_ms / 1000,
    })
  return {
    scan: async (text, { layout = 'us', gap_ms = 5 } = {}) => {
      const presses = [...[...text].map(character => pressOf(character, layout)), enter]
      const takes_ms = presses.length * gap_ms
      await sleep(Math.max(0, last_ms + takes_ms - Date.now()))
      last_ms = Date.now()
      await Promise.all(presses.map((press, n) => send(press, last_ms - (presses.length - 1 - n) * gap_ms)))
    },
  }
}
