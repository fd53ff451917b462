import type { Ctx } from '../../../base/ctx.ts'
import { decrypt, encrypt, type Keys } from '../../../base/keys.ts'
import { transact } from '../../../base/tx.ts'
import { stopNewsOf } from './stop-news.store.ts'

const ABOUT = 'news link'
const ID = /^[1-9]\d{0,18}$/

/** What the link under a mail carries: the record under a key of the program, so that nobody reads, guesses or makes one. */
export const newsToken = (keys: Keys, patron_id: string): string => encrypt(keys, patron_id, ABOUT)

/** Null for what is no link of ours, or one whose key is gone. */
export function patronOfToken(keys: Keys, token: string): string | null {
  try {
    const patron_id = decrypt(keys, token, ABOUT)
    return ID.test(patron_id) ? patron_id : null
  } catch {
    return null
  }
}

/**
 * No news any more, at once and for whoever follows the link, signed in or not (RFC 8058; AVG art. 21(2)–(3)). Whether anybody was
 * found is not told: the answer is the same for a record that is gone.
 * @returns false where the link is none
 */
export async function stopNewsBy(ctx: Ctx, token: string): Promise<boolean> {
  const patron_id = patronOfToken(ctx.keys, token)
  if (patron_id === null) return false
  await transact(ctx, async tx => {
    await tx.first([])
    return tx.last([stopNewsOf(patron_id, ctx.now.toString())])
  })
  return true
}
