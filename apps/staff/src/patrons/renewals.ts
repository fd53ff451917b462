import { type DeskAnswer, patronLoans, renew, renewAll } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import { readPatron } from '@kaft/contract/patrons'
import { useState } from 'react'
import { announce } from '../base/announce.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { formatsIn } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { language, textsNow } from '../base/language.ts'
import { findingsOf } from '../base/problem.ts'
import { playSound } from '../base/sound.ts'
import { offerUndo } from '../base/undo.ts'
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
        onSuccess: ({ rows }) => {
          const named = rows.filter(row => row.item !== null)
          setOutcomes(Object.fromEntries(named.map(row => [row.item?.item_id ?? '', outcomeOf(row)])))
          const done = rows.filter(row => row.did === 'renewed').length
          playSound(done === rows.length ? 'ok' : 'ask')
          announce(textsNow(patronTexts).loans.allTold(done, rows.length - done))
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
