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
 * A scanner at a page. The keys go to the browser one behind the other without waiting for each to be handled, as a
 * real scanner's do: a page that is busy finds them waiting.
 */
export async function scannerAt(page: Page): Promise<Scanner> {
  const browser = await page.context().newCDPSession(page)
  const send = (press: Press): Promise<unknown> => {
    const { key, code, virtual, shift } = press
    const event = { key, code, windowsVirtualKeyCode: virtual, modifiers: shift ? SHIFT : 0 }
    return Promise.all([
      browser.send('Input.dispatchKeyEvent', {
        ...event,
        type: 'keyDown',
        text: key === 'Enter' ? '\r' : key,
      }),
      browser.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }),
    ])
  }
  return {
    scan: async (text, { layout = 'us', gap_ms = 0 } = {}) => {
      const sent: Promise<unknown>[] = []
      for (const character of text) {
        sent.push(send(pressOf(character, layout)))
        if (gap_ms > 0) await sleep(gap_ms)
      }
      sent.push(send(enter))
      await Promise.all(sent)
    },
  }
}
