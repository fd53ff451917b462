import { duplicates, unmergePatrons } from '@kaft/contract/merges'
import { findPatrons, type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { textsNow } from '../../base/language.ts'
import { tell } from '../../base/tell.ts'
import { offerWayBack } from '../../base/undo.ts'
import { mergeTexts } from './texts.ts'

/** What is read anew once two records are one, or two again. */
export const unmergeRefreshes = [readPatron, readPatronHead, findPatrons, duplicates] as const

/** Says that two records became one, with the way back of the newest merge. @param after the record that stays, as it is now */
export const offerUnmerge = ({ patron_id, merges }: Patron, said: string): void => {
  const [newest] = merges.toSorted((a, b) => Number(b.merge_id) - Number(a.merge_id))
  if (newest === undefined) return tell(said)
  offerWayBack(said, unmergeRefreshes, async () => {
    const params = { patron_id, merge_id: newest.merge_id }
    await call(unmergePatrons, { params, body: { command_id: newCommandId() } })
    tellPatronChanged(patron_id)
    return textsNow(mergeTexts).unmerged
  })
}
