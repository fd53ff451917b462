import { myDay } from '@kaft/contract/circulation'
import { holdRatios, hopelessHolds } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import {
  addPurchaseAsker,
  listPurchases,
  patronPurchases,
  proposePurchase,
  purchaseAskers,
  type PurchaseReason,
  readPurchase,
  removePurchaseAsker,
  withdrawPurchase,
} from '@kaft/contract/purchases'
import { useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { textsNow } from '../base/language.ts'
import type { NamedPatron } from '../base/patron-search.tsx'
import { offerWayBack } from '../base/undo.ts'
import { askerTexts } from './asker-texts.ts'
import { isOpen } from './purchase.model.ts'
import { purchaseTexts } from './texts.ts'
import type { Wish } from './wish.model.ts'

/** What shows suggestions and who asked for them. */
export const refreshed = [
  listPurchases,
  readPurchase,
  purchaseAskers,
  patronPurchases,
  hopelessHolds,
  holdRatios,
  myDay,
]
export interface Fields {
  readonly title: string
  readonly author: string
  readonly isbn: string
  readonly copies: number
  readonly branch_id: string
  readonly because: PurchaseReason
  readonly remark: string
}
const textOf = (text: string): string | null => text.trim() || null

/** What was suggested, as its way back needs it. */
interface Made {
  readonly name: string
  readonly remark: string | null
  readonly done: OkOf<typeof proposePurchase>
}

/** Says what became of it, and how it is taken back: as a whole, or this one proposal of several; and the reader who came with it. */
const told = (
  { name, remark, done }: Made,
  asker: (NamedPatron & { readonly added: boolean }) | null,
): void => {
  const t = textsNow(purchaseTexts)
  const { suggestion_id, version, state, asked, copies_before } = done
  const raised = copies_before !== null && isOpen(state)
  const said = raised ? t.raised[state](name, asked) : t.sent(name)
  offerWayBack(
    asker === null ? said : textsNow(askerTexts).sentFor(said, asker.name),
    refreshed,
    async () => {
      const params = { suggestion_id }
      if (asker?.added === true)
        await call(removePurchaseAsker, {
          params,
          body: { command_id: newCommandId(), patron_id: asker.patron_id },
        })
      const what = raised ? 'one' : 'all'
      const body = { command_id: newCommandId(), version, what, copies: copies_before, remark } as const
      await call(withdrawPurchase, { params, body })
      return t.lowered(name)
    },
  )
}

export interface Proposing {
  readonly run: (fields: Fields, asker: NamedPatron | null) => void
  /** It was suggested, and its reader not named. */
  readonly made: boolean
  /** Leaves it so. */
  readonly leave: () => void
  readonly pending: boolean
  readonly error: Error | null
}

const bodyOf = ({ title_id }: Wish, fields: Fields) => ({
  command_id: newCommandId(),
  title_id,
  title: title_id === null ? textOf(fields.title) : null,
  author: title_id === null ? textOf(fields.author) : null,
  isbn: textOf(fields.isbn),
  branch_id: fields.branch_id,
  because: fields.because,
  remark: textOf(fields.remark),
  copies: fields.copies,
})

/** Suggests it, and then names who asked. Where the reader is refused the suggestion stands, and another one can be named. */
export const useProposing = (wish: Wish, close: () => void): Proposing => {
  const propose = useDo(proposePurchase, refreshed)
  const naming = useDo(addPurchaseAsker, refreshed)
  const [made, setMade] = useState<Made | null>(null)
  const end = (what: Made): void => {
    told(what, null)
    close()
  }
  const name = (what: Made, { patron_id, name: who }: NamedPatron): void =>
    naming.mutate(
      {
        params: { suggestion_id: what.done.suggestion_id },
        body: { command_id: newCommandId(), patron_id },
      },
      {
        onSuccess: ({ added }) => {
          told(what, { patron_id, name: who, added })
          close()
        },
        onError: () => setMade(what),
      },
    )
  const run: Proposing['run'] = (fields, asker) => {
    const next = (what: Made): void => (asker === null ? end(what) : name(what, asker))
    if (made !== null) return next(made)
    const body = bodyOf(wish, fields)
    propose.mutate(
      { body },
      {
        onSuccess: done =>
          next({ name: fields.title.trim() || fields.isbn.trim(), remark: body.remark, done }),
      },
    )
  }
  return {
    run,
    made: made !== null,
    leave: () => made !== null && end(made),
    pending: propose.isPending || naming.isPending,
    error: propose.error ?? naming.error,
  }
}
