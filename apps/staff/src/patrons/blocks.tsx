import { liftBlock, type Patron, readPatron, readPatronHead, setBlock } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead]
const told = (patron_id: string, text: string): void => {
  tellPatronChanged(patron_id)
  tell(text)
}

const AddBlock = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const block = useDo(setBlock, refreshed)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const day = until.trim() === '' ? null : parseDay(until, dayOf())
  const wrongDay = until.trim() !== '' && (day === null || day < dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (reason.trim() === '' || wrongDay) return
    block.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), reason: reason.trim(), until: day } },
      {
        onSuccess: () => {
          told(patron_id, t.blocks.added)
          close()
        },
      },
    )
  }
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      {block.error !== null && <Failed error={block.error} />}
      <TextInput
        ref={field}
        label={t.blocks.reason}
        value={reason}
        maxLength={200}
        autoComplete="off"
        error={tried && reason.trim() === '' ? b.needed : undefined}
        onChange={event => setReason(event.currentTarget.value)}
      />
      <DayField
        label={t.blocks.until}
        value={until}
        onText={setUntil}
        error={tried && wrongDay ? t.errors.until : undefined}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" color="stop" variant="filled" loading={block.isPending}>
          {t.blocks.add}
        </Button>
      </div>
    </form>
  )
}

/** What is blocked, since when, until when, why, and how to lift it. */
const BlockCard = ({
  block,
  patron_id,
  own,
}: {
  block: Patron['blocks'][number]
  patron_id: string
  own: boolean
}) => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const lift = useDo(liftBlock, refreshed)
  const run = (): void =>
    lift.mutate(
      { params: { patron_id, block_id: block.block_id } },
      { onSuccess: () => told(patron_id, t.blocks.lifted) },
    )
  return (
    <Spine state="stop" soft className={css['card']}>
      <div className="k-grow">
        <StateWord state="stop">{t.blocks.what}</StateWord>
        <p>{block.reason}</p>
        <p className="k-quiet">
          {t.blocks.since(f.dayYear(block.since))} ·{' '}
          {t.blocks.untilShown(block.until === null ? null : f.dayYear(block.until))}
        </p>
      </div>
      {own && (
        <Allowed op={liftBlock}>
          <Button size="compact-sm" disabled={lift.isPending} onClick={run}>
            {t.blocks.lift}
          </Button>
        </Allowed>
      )}
      {lift.error !== null && <Failed error={lift.error} again={run} />}
    </Spine>
  )
}

export const Blocks = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const [adds, setAdds] = useState(false)
  const { patron_id } = patron
  return (
    <Spine panel state={patron.blocks.length > 0 ? 'stop' : undefined} className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.data.blocks}</h2>
        {own && !adds && (
          <Allowed op={setBlock}>
            <Button size="compact-sm" onClick={() => setAdds(true)}>
              {t.blocks.add}
            </Button>
          </Allowed>
        )}
      </div>
      {adds && <AddBlock patron_id={patron_id} close={() => setAdds(false)} />}
      {patron.blocks.length === 0 && !adds && <p className="k-quiet">{t.blocks.none}</p>}
      {patron.blocks.map(block => (
        <BlockCard key={block.block_id} block={block} patron_id={patron_id} own={own} />
      ))}
    </Spine>
  )
}
