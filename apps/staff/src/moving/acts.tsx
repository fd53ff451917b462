import { listMoves, type Move, moveRefusals, readMove, reconcileMove, steerMove } from '@kaft/contract/moving'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { comingFiles } from './move.model.ts'
import { movingTexts } from './texts/index.ts'

export const refreshed = [readMove, listMoves, moveRefusals, reconcileMove]
type Act = 'check' | 'freeze' | 'load' | 'stop'

/** What can be done at this point: one thing that is meant, and the way out. */
export const Acts = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const steer = useDo(steerMove, refreshed)
  const [whole, setWhole] = useState(true)
  const { move_id, state } = move
  const run = (act: Act): void =>
    steer.mutate({
      params: { move_id },
      body: { command_id: newCommandId(), act, ...(act === 'load' ? { whole } : {}) },
    })
  const ready = comingFiles(move).some(f => f.map_no !== null)
  const button = (act: Act, label: string, filled: boolean): ReactNode => (
    <Button variant={filled ? 'filled' : 'default'} loading={steer.isPending} onClick={() => run(act)}>
      {label}
    </Button>
  )
  const next = state === 'loaded' && ready
  return (
    <>
      {steer.error !== null && <Failed error={steer.error} />}
      {next && <Checkbox label={t.whole} checked={whole} onChange={e => setWhole(e.currentTarget.checked)} />}
      <div className="k-line k-line-end">
        {['open', 'checking', 'checked', 'frozen'].includes(state) && button('stop', t.acts.stop, false)}
        {state === 'open' && ready && button('check', t.acts.check, true)}
        {state === 'checked' && button('check', t.acts.again, false)}
        {state === 'checked' && button('freeze', t.acts.freeze, true)}
        {state === 'frozen' && button('load', t.acts.load, true)}
        {next && button('load', t.acts.loadNext, true)}
      </div>
    </>
  )
}
