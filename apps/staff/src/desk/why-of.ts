import type { WhyAsk } from '../base/why.tsx'
import type { Row } from './desk.state.ts'
import { blockingOf } from './outcome.rules.ts'

/** What "Waarom?" means on a row: the date of the loan, the late fee, or the refusal. Null when nothing was decided. */
export const whyOf = (row: Row, patron_id: string | null): WhyAsk | null => {
  const { answer } = row
  if (answer === null || row.undone !== null) return null
  const loan_id = answer.loan?.loan_id
  if (loan_id !== undefined && (answer.did === 'lent' || answer.did === 'renewed'))
    return { kind: 'loan', loan_id, about: 'due', open: true }
  if (loan_id !== undefined && answer.fine !== null && answer.fine.days > 0)
    return { kind: 'loan', loan_id, about: 'fine' }
  const blocking = blockingOf(answer.findings)[0]
  const decided = answer.did === 'refused' || answer.did === 'asked'
  if (!decided || blocking === undefined || answer.item === null || patron_id === null) return null
  const renews = /^renewal|^max_total|^reserved_by/.test(blocking.code)
  return {
    kind: 'decision',
    ask: {
      action: renews ? 'renew' : 'checkout',
      patron_id,
      item_id: answer.item.item_id,
      code: blocking.code,
      ...(loan_id === undefined ? {} : { loan_id }),
    },
  }
}
