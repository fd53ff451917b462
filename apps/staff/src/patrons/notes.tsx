import { type RoleCode, roles as allRoles } from '@kaft/contract/leave'
import type { NoteShown } from '@kaft/contract/patron-parts'
import { addNote, type Patron, readPatron, readPatronHead, removeNote } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { addMonths, parseDay, typedDay } from '../base/day.model.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { baseTexts } from '../base/texts.ts'
import { roleName } from '../base/who-may.ts'
import css from './patrons.module.css'
import { Choice } from './person-fields.tsx'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead]
const isRole = (word: string): word is RoleCode => word in allRoles
/** Roles that may read patrons: a note for anybody else would never be seen. */
const readers = (Object.keys(allRoles) as RoleCode[]).filter(role =>
  (allRoles[role] as readonly string[]).includes('patrons.read'),
)

/** Who is shown the note. */
const Audience = ({
  shown,
  setShown,
  roles,
  setRoles,
  error,
}: {
  shown: NoteShown
  setShown: (shown: NoteShown) => void
  roles: readonly RoleCode[]
  setRoles: (roles: RoleCode[]) => void
  error: string | undefined
}): ReactNode => {
  const t = useTexts(patronTexts)
  const lang = useLanguage()
  return (
    <>
      <Choice
        id="note-shown"
        label={t.notes.shown}
        value={shown}
        of={(['desk', 'page', 'roles'] as const).map(one => [one, t.notes.showns[one]] as const)}
        onValue={setShown}
      />
      {shown === 'roles' && (
        <Checkbox.Group
          aria-label={t.notes.showns.roles}
          value={[...roles]}
          error={error}
          onChange={next => setRoles(next.filter(isRole))}
        >
          <div className="k-line">
            {readers.map(role => (
              <Checkbox key={role} value={role} label={roleName(role, lang)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  )
}

/** A free text about a person always has an end; half a year is offered. */
const AddNote = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const add = useDo(addNote, refreshed)
  const [text, setText] = useState('')
  const [until, setUntil] = useState(typedDay(addMonths(dayOf(), 6)))
  const [shown, setShown] = useState<NoteShown>('desk')
  const [roles, setRoles] = useState<RoleCode[]>([])
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLTextAreaElement>()
  const noRole = shown === 'roles' && roles.length === 0
  const day = parseDay(until, dayOf())
  const wrongDay = day === null || day < dayOf()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (text.trim() === '' || day === null || wrongDay || noRole) return
    const whom = shown === 'roles' ? { shown, roles } : { shown }
    add.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), text: text.trim(), until: day, ...whom } },
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
      <Audience
        shown={shown}
        setShown={setShown}
        roles={roles}
        setRoles={setRoles}
        error={tried && noRole ? t.notes.rolesNeeded : undefined}
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
  const lang = useLanguage()
  const remove = useDo(removeNote, refreshed)
  const run = (): void =>
    remove.mutate(
      { params: { patron_id, note_id: note.note_id } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          offerWayBack(t.notes.removed, refreshed, async () => {
            const { text, until } = note
            const whom =
              note.shown === 'roles'
                ? { shown: note.shown, roles: note.roles.filter(isRole) }
                : { shown: note.shown }
            await call(addNote, {
              params: { patron_id },
              body: { command_id: newCommandId(), text, until, ...whom },
            })
            tellPatronChanged(patron_id)
            return t.notes.again
          })
        },
      },
    )
  return (
    <Spine state="ask" className={css['card']}>
      <div className="k-grow">
        <p className="k-prose">{note.text}</p>
        <p className="k-quiet">
          {t.notes.by(note.by, f.dayShort(dayOf(note.at)))} · {t.notes.untilShown(f.dayYear(note.until))} ·{' '}
          {t.notes.shownShort[note.shown]}{' '}
          {note.roles
            .filter(isRole)
            .map(role => roleName(role, lang))
            .join(', ')}
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
