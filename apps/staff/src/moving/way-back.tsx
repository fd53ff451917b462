import { type Move, takeBackMove } from '@kaft/contract/moving'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { refreshed } from './acts.tsx'
import { mayGoBack } from './move.model.ts'
import { movingTexts } from './texts/index.ts'

/** Out again with everything, with a reason, as long as that is possible. */
export const WayBack = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const back = useDo(takeBackMove, refreshed)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  if (!mayGoBack(move)) return null
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.way}</h2>
      <p>{t.wayAbout}</p>
      {open ? (
        <Spine state="stop" panel className="k-stack">
          <TextInput
            label={t.wayReason}
            value={reason}
            maxLength={200}
            onChange={event => setReason(event.currentTarget.value)}
          />
          {back.error !== null && <Failed error={back.error} />}
          <div className="k-line k-line-end">
            <Button
              variant="filled"
              disabled={reason.trim() === ''}
              loading={back.isPending}
              onClick={() =>
                back.mutate({
                  params: { move_id: move.move_id },
                  body: { command_id: newCommandId(), reason: reason.trim() },
                })
              }
            >
              {t.wayNow}
            </Button>
          </div>
        </Spine>
      ) : (
        <div className="k-line">
          <Button onClick={() => setOpen(true)}>{t.way}</Button>
        </div>
      )}
    </section>
  )
}
