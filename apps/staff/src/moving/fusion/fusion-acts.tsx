import {
  type Fusion,
  listFusions,
  readFusion,
  signFusion,
  steerFusion,
  takeBackFusion,
} from '@kaft/contract/fusions'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { baseTexts } from '../../base/texts.ts'
import { mayGoBack } from './fusion.model.ts'
import { fusionTexts } from './texts.ts'

const refreshed = [readFusion, listFusions]

/** What can be done at this point. Beginning asks once more, since the other library closes. */
export const Acts = ({ fusion }: { fusion: Fusion }): ReactNode => {
  const t = useTexts(fusionTexts)
  const b = useTexts(baseTexts)
  const steer = useDo(steerFusion, refreshed)
  const [sure, setSure] = useState(false)
  const { state, fusion_id } = fusion
  const run = (act: 'check' | 'begin' | 'stop'): void =>
    steer.mutate(
      { params: { fusion_id }, body: { command_id: newCommandId(), act } },
      { onSettled: () => setSure(false) },
    )
  if (!['open', 'checking', 'checked'].includes(state)) return null
  return (
    <>
      {steer.error !== null && <Failed error={steer.error} />}
      {sure ? (
        <div className="k-line k-line-end">
          <span>{t.beginSure(fusion.absorbed_name)}</span>
          <Button onClick={() => setSure(false)}>{b.cancel}</Button>
          <Button variant="filled" loading={steer.isPending} onClick={() => run('begin')}>
            {t.beginYes}
          </Button>
        </div>
      ) : (
        <div className="k-line k-line-end">
          <Button onClick={() => run('stop')}>{t.acts.stop}</Button>
          {state !== 'checking' && (
            <Button variant={state === 'open' ? 'filled' : 'default'} onClick={() => run('check')}>
              {state === 'open' ? t.acts.check : t.acts.again}
            </Button>
          )}
          {state === 'checked' && (
            <Button variant="filled" onClick={() => setSure(true)}>
              {t.acts.begin}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** What stood there and what came, to the cent; and the signature of who looked. */
export const Counts = ({ fusion }: { fusion: Fusion }): ReactNode => {
  const t = useTexts(fusionTexts)
  const f = useFormats()
  const sign = useDo(signFusion, refreshed)
  const [agreed, setAgreed] = useState(false)
  const fits = fusion.counts.every(c => c.fits)
  const written = (kind: string, n: number): string => (kind === 'balance' ? f.money(n) : f.count(n))
  return (
    <Spine panel state={fits ? 'ok' : 'stop'} className="k-stack">
      <h2 className="k-text-md k-strong">{t.counts}</h2>
      <TableBox label={t.counts}>
        <Heads names={t.countHeads} />
        <tbody>
          {fusion.counts.map(c => (
            <tr key={c.kind}>
              <th scope="row">{t.kinds[c.kind]}</th>
              <td className="k-number">{written(c.kind, c.before)}</td>
              <td className="k-number">{written(c.kind, c.came)}</td>
              <td>
                <StateWord state={c.fits ? 'ok' : 'stop'} size={16}>
                  {c.fits ? t.fits : t.differs}
                </StateWord>
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
      {sign.error !== null && <Failed error={sign.error} />}
      {fusion.state === 'moved' && fits && (
        <>
          <Checkbox
            label={t.signAgree}
            checked={agreed}
            onChange={event => setAgreed(event.currentTarget.checked)}
          />
          <div className="k-line k-line-end">
            <Button
              variant="filled"
              disabled={!agreed}
              loading={sign.isPending}
              onClick={() =>
                sign.mutate({
                  params: { fusion_id: fusion.fusion_id },
                  body: { command_id: newCommandId() },
                })
              }
            >
              {t.sign}
            </Button>
          </div>
        </>
      )}
    </Spine>
  )
}

/** Everything back, with a reason, as long as that is possible. */
export const WayBack = ({ fusion }: { fusion: Fusion }): ReactNode => {
  const t = useTexts(fusionTexts)
  const b = useTexts(baseTexts)
  const back = useDo(takeBackFusion, refreshed)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  if (!mayGoBack(fusion)) return null
  if (!open)
    return (
      <div className="k-line">
        <Button onClick={() => setOpen(true)}>{t.way}</Button>
      </div>
    )
  return (
    <Spine state="stop" panel className="k-stack">
      <p>{t.wayAbout}</p>
      <TextInput
        label={t.wayReason}
        value={reason}
        maxLength={200}
        onChange={event => setReason(event.currentTarget.value)}
      />
      {back.error !== null && <Failed error={back.error} />}
      <div className="k-line k-line-end">
        <Button onClick={() => setOpen(false)}>{b.cancel}</Button>
        <Button
          variant="filled"
          disabled={reason.trim() === ''}
          loading={back.isPending}
          onClick={() =>
            back.mutate({
              params: { fusion_id: fusion.fusion_id },
              body: { command_id: newCommandId(), reason: reason.trim() },
            })
          }
        >
          {t.wayNow}
        </Button>
      </div>
    </Spine>
  )
}
