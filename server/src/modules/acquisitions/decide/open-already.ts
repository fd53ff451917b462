import { oneOf, shaped } from '../../../base/row.ts'
import type { Tx } from '../../../base/tx.ts'
import { openLike } from '../propose/propose-purchase.store.ts'
import { HeldPurchase } from '../read/read-purchases.store.ts'
import { Wished, wishedBy } from './decide-purchase.store.ts'

/** Whether another suggestion of the library is open for the same: then one that was over stays over. */
export async function openAlready(
  tx: Pick<Tx, 'more'>,
  library_id: string,
  suggestion_id: string,
): Promise<boolean> {
  const [wished = []] = await tx.more([wishedBy(suggestion_id)])
  const [like = []] = await tx.more([openLike(library_id, shaped(Wished, wished[0]), suggestion_id)])
  return oneOf(HeldPurchase, like) !== null
}
