import type { Block, BlockedAction } from '@kaft/contract/patron-parts'
import { readPatron, readPatronHead, setBlock } from '@kaft/contract/patrons'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { everyAction } from './blocks.model.ts'
import css from './patrons.module.css'
import { Choice } from './person-fields.tsx'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead]

/** What the patron is kept from. */
const Kept = ({
  actions,
  set,
  error,
}: {
  actions: readonly BlockedAction[]
  set: (actions: readonly BlockedAction[]) => void
  error: string | undefined
}): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <Checkbox.Group
      label={t.blocks.kept}
      value={[...actions]}
      error={error}
      onChange={next => set(everyAction.filter(one => next.includes(one)))}
    >
      <div className="k-line">
        {everyAction.map(one => (
          <Checkbox key={one} value={one} label={t.blocks.actions[one]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** A block by hand: what it keeps from, why, where, until when, and how it goes away. */
export const AddBlock = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const block = useDo(setBlock, refreshed)
  const [form, setForm] = useState({ reason: '', remedy: '', until: '' })
  const [actions, setActions] = useState<readonly BlockedAction[]>(everyAction)
  const [reach, setReach] = useState<Block['reach']>('cooperation')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const day = form.until.trim() === '' ? null : parseDay(form.until, dayOf())
  const wrongDay = form.until.trim() !== '' && (day === null || day < dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const [reason, remedy] = [form.reason.trim(), form.remedy.trim()]
    if (reason === '' || wrongDay || actions.length === 0) return
    const more = { actions: [...actions], reach, ...(remedy === '' ? {} : { remedy }) }
    block.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), reason, until: day, ...more } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.blocks.added)
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
        value={form.reason}
        maxLength={200}
        autoComplete="off"
        error={tried && form.reason.trim() === '' ? b.needed : undefined}
        onChange={event => setForm({ ...form, reason: event.currentTarget.value })}
      />
      <Kept
        actions={actions}
        set={setActions}
        error={tried && actions.length === 0 ? t.blocks.keptNeeded : undefined}
      />
      <Choice
        id="block-reach"
        label={t.blocks.reach}
        value={reach}
        of={(['cooperation', 'library'] as const).map(one => [one, t.blocks.reaches[one]] as const)}
        onValue={setReach}
      />
      <DayField
        label={t.blocks.until}
        value={form.until}
        onText={until => setForm({ ...form, until })}
        error={tried && wrongDay ? t.errors.until : undefined}
      />
      <TextInput
        label={t.blocks.remedy}
        description={t.blocks.remedyHint}
        value={form.remedy}
        maxLength={200}
        autoComplete="off"
        onChange={event => setForm({ ...form, remedy: event.currentTarget.value })}
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
