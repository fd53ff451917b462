import { type DeskAnswer, patronLoans, renew } from '@kaft/contract/circulation'
import { renewAll, undoRenewAll } from '@kaft/contract/renewals'
import type { Code } from '@kaft/contract/codes'
import { readPatron } from '@kaft/contract/patrons'
import { useState } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { formatsIn } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { language, textsNow } from '../base/language.ts'
import { findingsOf } from '../base/problem.ts'
import { playSound } from '../base/sound.ts'
import { offerUndo, offerWayBack } from '../base/undo.ts'
import type { Finding } from '@kaft/contract/problem'
import { patronTexts } from './texts/index.ts'

/** What became of a renewal: the new date, or what speaks against it. */
export interface Renewed {
  readonly due_on: string | null
  readonly findings: readonly Finding[]
  readonly error: unknown
}

const outcomeOf = (answer: DeskAnswer): Renewed => ({
  due_on: answer.did === 'renewed' ? (answer.loan?.due_on ?? null) : null,
  findings: answer.did === 'renewed' ? [] : answer.findings,
  error: null,
})

/** By item, since that is what both answers name. */
type Outcomes = Readonly<Record<string, Renewed>>
export interface RenewAll {
  readonly outcomes: Outcomes
  readonly busy: boolean
  readonly error: unknown
  readonly run: () => void
  readonly one: (loan: { loan_id: string; item: { item_id: string } }, accept?: readonly Code[]) => void
}

const refreshed = [patronLoans, readPatron]

const tellOne = (answer: DeskAnswer): void => {
  const t = textsNow(patronTexts)
  const f = formatsIn(language.get())
  if (answer.did !== 'renewed' || answer.loan === null) return playSound('stop')
  playSound('ok')
  const said = t.loans.renewedTold(answer.item?.title ?? '', f.dayLong(answer.loan.due_on))
  if (answer.event_id === null) announce(said)
  else offerUndo(said, answer.event_id, refreshed)
}

/** One way back for all of them: what happened to a loan since keeps it renewed, and is said. */
const takeAllBack = async (patron_id: string, event_id: string): Promise<string> => {
  const { put_back, kept } = await call(undoRenewAll, {
    params: { patron_id },
    body: { command_id: newCommandId(), event_id },
  })
  tellPatronChanged(patron_id)
  return textsNow(patronTexts).loans.allBack(
    put_back,
    kept.map(one => one.item.title),
  )
}

/** Says how many were renewed, with one way back for all of them. */
const tellAll = (
  all: { patron_id: string; event_id: string | null; done: number; refused: number },
  clear: () => void,
): void => {
  const { patron_id, event_id } = all
  const said = textsNow(patronTexts).loans.allTold(all.done, all.refused)
  if (event_id === null) return announce(said)
  const take_back = async (): Promise<string> => {
    const back = await takeAllBack(patron_id, event_id)
    clear()
    return back
  }
  offerWayBack(said, refreshed, take_back)
}

/** Renewing on the page of a patron: one loan, or all, each with its own result below its row. */
export const useRenewAll = (patron_id: string): RenewAll => {
  const all = useDo(renewAll, refreshed)
  const single = useDo(renew, refreshed)
  const [outcomes, setOutcomes] = useState<Outcomes>({})
  const run = (): void => {
    if (all.isPending) return
    all.mutate(
      { params: { patron_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: ({ rows, event_id }) => {
          const named = rows.filter(row => row.item !== null)
          setOutcomes(Object.fromEntries(named.map(row => [row.item?.item_id ?? '', outcomeOf(row)])))
          const done = rows.filter(row => row.did === 'renewed').length
          playSound(done === rows.length ? 'ok' : 'ask')
          tellAll({ patron_id, event_id, done, refused: rows.length - done }, () => setOutcomes({}))
          tellPatronChanged(patron_id)
        },
      },
    )
  }
  const one: RenewAll['one'] = ({ loan_id, item: { item_id } }, accept = []) => {
    const note = (outcome: Renewed): void => setOutcomes(now => ({ ...now, [item_id]: outcome }))
    const words = accept.length === 0 ? {} : { accept: [...accept] }
    single.mutate(
      { body: { command_id: newCommandId(), loan_id, ...words } },
      {
        onSuccess: answer => {
          note(outcomeOf(answer))
          tellOne(answer)
          tellPatronChanged(patron_id)
        },
        onError: error => {
          const findings = findingsOf(error)
          note({ due_on: null, findings, error: findings.length > 0 ? null : error })
          playSound('stop')
        },
      },
    )
  }
  return { outcomes, busy: all.isPending || single.isPending, error: all.error, run, one }
}
