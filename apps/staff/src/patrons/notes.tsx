import { addNote, type Patron, readPatron, readPatronHead, removeNote } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { addMonths, parseDay, typedDay } from '../base/day.model.ts'
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

/** A free text about a person always has an end; half a year is offered. */
const AddNote = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const add = useDo(addNote, refreshed)
  const [text, setText] = useState('')
  const [until, setUntil] = useState(typedDay(addMonths(dayOf(), 6)))
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLTextAreaElement>()
  const day = parseDay(until, dayOf())
  const wrongDay = day === null || day < dayOf()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (text.trim() === '' || day === null || wrongDay) return
    add.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), text: text.trim(), until: day } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.notes.added)
          close()
        },
      },
    )
  }
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      {add.error !== null && <Failed error={add.error} />}
      <Textarea
        ref={field}
        label={t.notes.text}
        description={t.notes.hint}
        value={text}
        maxLength={500}
        rows={3}
        error={tried && text.trim() === '' ? b.needed : undefined}
        onChange={event => setText(event.currentTarget.value)}
      />
      <DayField
        label={t.notes.until}
        value={until}
        onText={setUntil}
        error={tried && wrongDay ? t.errors.until : undefined}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={add.isPending}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}

const NoteCard = ({
  note,
  patron_id,
  own,
}: {
  note: Patron['notes'][number]
  patron_id: string
  own: boolean
}) => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const remove = useDo(removeNote, refreshed)
  const run = (): void =>
    remove.mutate(
      { params: { patron_id, note_id: note.note_id } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.notes.removed)
        },
      },
    )
  return (
    <Spine state="ask" className={css['card']}>
      <div className="k-grow">
        <p className="k-prose">{note.text}</p>
        <p className="k-quiet">
          {t.notes.by(note.by, f.dayShort(dayOf(note.at)))} · {t.notes.untilShown(f.dayYear(note.until))}
        </p>
      </div>
      {own && (
        <Allowed op={removeNote}>
          <Button size="compact-sm" disabled={remove.isPending} onClick={run}>
            {t.notes.remove}
          </Button>
        </Allowed>
      )}
      {remove.error !== null && <Failed error={remove.error} again={run} />}
    </Spine>
  )
}

export const Notes = ({
  patron,
  own,
  adds,
  setAdds,
}: {
  patron: Patron
  own: boolean
  adds: boolean
  setAdds: (on: boolean) => void
}): ReactNode => {
  const t = useTexts(patronTexts)
  const { patron_id } = patron
  return (
    <Spine panel className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.data.notes}</h2>
        {own && !adds && (
          <Allowed op={addNote}>
            <Button size="compact-sm" onClick={() => setAdds(true)}>
              {t.notes.add} <kbd>N</kbd>
            </Button>
          </Allowed>
        )}
      </div>
      {adds && own && <AddNote patron_id={patron_id} close={() => setAdds(false)} />}
      {patron.notes.length === 0 && !adds && <p className="k-quiet">{t.notes.none}</p>}
      {patron.notes.map(note => (
        <NoteCard key={note.note_id} note={note} patron_id={patron_id} own={own} />
      ))}
    </Spine>
  )
}
