import type { ImportState } from '@kaft/contract/catalogue-imports'
import type { State } from '@kaft/ui/tokens'

export const stateOf: Readonly<Record<ImportState, State>> = {
  open: 'ask',
  checking: 'move',
  checked: 'ask',
  loading: 'move',
  loaded: 'ok',
  reverting: 'move',
  reverted: 'ok',
  stopped: 'ask',
  failed: 'stop',
}
/** Whether a job is at it: then the screen asks again by itself. */
export const isWorking = (state: ImportState): boolean => ['checking', 'loading', 'reverting'].includes(state)
