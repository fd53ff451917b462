import type { AuthorityRun } from '@kaft/contract/authorities'
import type { State } from '@kaft/ui/tokens'

export const stateOf: Readonly<Record<AuthorityRun['state'], State>> = {
  working: 'move',
  done: 'ok',
  stopped: 'ask',
  failed: 'stop',
  reverting: 'move',
  reverted: 'ok',
}
export const isWorking = (state: AuthorityRun['state']): boolean =>
  state === 'working' || state === 'reverting'
