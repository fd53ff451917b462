import {
  type BodyOf,
  type decidePurchase,
  openPurchaseStates,
  type PurchaseState,
  type withdrawPurchase,
} from '@kaft/contract'

type Decision = Pick<BodyOf<typeof decidePurchase>, 'version' | 'to' | 'reason' | 'says'>
type Withdrawal = Pick<BodyOf<typeof withdrawPurchase>, 'version' | 'what'>
interface Held {
  readonly state: PurchaseState
  readonly version: number
  readonly asked: number
}

/** Where each state may go; every way has its way back, so that what was done by mistake is taken back. */
const ways: Readonly<Record<PurchaseState, readonly PurchaseState[]>> = {
  proposed: ['accepted', 'declined', 'ordered'],
  accepted: ['proposed', 'declined', 'ordered'],
  declined: ['proposed', 'accepted'],
  ordered: ['proposed', 'accepted', 'received'],
  received: ['ordered'],
  withdrawn: [],
}

/** Whether a step opens again what was over: then nothing else may be open for the same. */
export const opens = (from: PurchaseState, to: PurchaseState): boolean =>
  (from === 'declined' || from === 'withdrawn') && to !== 'declined' && to !== 'withdrawn'

export function decisionFault(
  before: Held | null,
  asked: Decision,
): 'not_found' | 'changed_meanwhile' | 'purchase_wrong_state' | 'purchase_reason_needed' | null {
  if (before === null) return 'not_found'
  if (before.version !== asked.version) return 'changed_meanwhile'
  if (!ways[before.state].includes(asked.to)) return 'purchase_wrong_state'
  if (asked.to !== 'declined') return null
  const said = asked.says?.trim() ?? ''
  return asked.reason === null || (asked.reason === 'other' && said === '') ? 'purchase_reason_needed' : null
}

/** Withdrawn as a whole while nobody decided; one proposal of several taken back while it is open; brought back once withdrawn. */
export function withdrawalFault(
  before: Held | null,
  asked: Withdrawal,
): 'not_found' | 'changed_meanwhile' | 'purchase_wrong_state' | null {
  if (before === null) return 'not_found'
  if (before.version !== asked.version) return 'changed_meanwhile'
  const fits = {
    all: before.state === 'proposed',
    one: before.asked > 1 && openPurchaseStates.some(state => state === before.state),
    back: before.state === 'withdrawn',
  }[asked.what]
  return fits ? null : 'purchase_wrong_state'
}
