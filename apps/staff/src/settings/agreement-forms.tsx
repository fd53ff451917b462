import { endAgreement, listAgreements, listBranches, makeAgreement } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay, typedDay } from '../base/day.model.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import type { Agreement } from './agreements-screen.tsx'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'

const rungs = ['1', '2', '3a', '3b', '3c'] as const
type Rung = (typeof rungs)[number]

/** The libraries that take part, each once. */
const useLibraries = (): readonly { library_id: string; name: string }[] | undefined => {
  const rows = useRead(listBranches, {}, { fresh_ms: 300_000 }).data?.rows
  if (rows === undefined) return undefined
  const names = new Map(rows.map(row => [row.library_id, row.library_name]))
  return [...names].map(([library_id, name]) => ({ library_id, name }))
}

const LibraryBoxes = ({
  chosen,
  choose,
  wrong,
}: {
  chosen: readonly string[]
  choose: (ids: string[]) => void
  wrong: boolean
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const libraries = useLibraries()
  if (libraries === undefined) return <Loading />
  return (
    <Checkbox.Group
      label={t.agreements.libraries}
      value={[...chosen]}
      onChange={choose}
      error={wrong ? t.agreements.two : undefined}
    >
      <div className={css['form']}>
        {libraries.map(one => (
          <Checkbox key={one.library_id} value={one.library_id} label={one.name} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

const useMake = (close: () => void) => {
  const t = useTexts(settingsTexts)
  const make = useDo(makeAgreement, [listAgreements])
  const [name, setName] = useState('')
  const [rung, setRung] = useState<Rung>('3a')
  const [starts, setStarts] = useState(typedDay(dayOf()))
  const [ends, setEnds] = useState('')
  const [library_ids, setLibraries] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const starts_on = parseDay(starts, dayOf())
  const ends_on = ends.trim() === '' ? null : parseDay(ends, dayOf())
  const wrong = {
    name: name.trim() === '',
    starts: starts_on === null,
    ends: ends.trim() !== '' && (ends_on === null || (starts_on !== null && ends_on < starts_on)),
    libraries: library_ids.length < 2,
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (wrong.name || starts_on === null || wrong.ends || wrong.libraries) return
    const body = {
      command_id: newCommandId(),
      name: name.trim(),
      rung,
      starts_on,
      ends_on,
      library_ids: [...library_ids],
    }
    make.mutate(
      { body },
      {
        onSuccess: made => {
          tell(t.agreements.made(made.name))
          close()
        },
      },
    )
  }
  const fields = { name, setName, rung, setRung, starts, setStarts, ends, setEnds, library_ids, setLibraries }
  return { ...fields, make, submit, shown: tried ? wrong : null }
}

/** Records an agreement; what it opens follows from its rung. */
export const MakeAgreement = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const form = useMake(close)
  const field = useFocusOnOpen<HTMLInputElement>()
  const { shown } = form
  return (
    <form onSubmit={form.submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.agreements.make}</h2>
        {form.make.error !== null && <Failed error={form.make.error} />}
        <div className={css['form']}>
          <TextInput
            ref={field}
            label={t.agreements.name}
            value={form.name}
            maxLength={120}
            autoComplete="off"
            error={shown?.name === true ? b.needed : undefined}
            onChange={event => form.setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.agreements.rung}
            value={form.rung}
            data={rungs.map(one => ({ value: one, label: `${one} · ${t.agreements.rungs[one]}` }))}
            onChange={event => form.setRung(event.currentTarget.value as Rung)}
          />
          <DayField
            label={t.agreements.starts}
            value={form.starts}
            onText={form.setStarts}
            error={shown?.starts === true ? b.dayUnreadable : undefined}
          />
          <DayField
            label={t.agreements.ends}
            value={form.ends}
            onText={form.setEnds}
            error={shown?.ends === true ? b.dayUnreadable : undefined}
          />
        </div>
        <LibraryBoxes
          chosen={form.library_ids}
          choose={form.setLibraries}
          wrong={shown?.libraries === true}
        />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={form.make.isPending}>
            {t.agreements.do}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

/** Ends the whole agreement or the part of one member; today is at once. */
export const EndAgreement = ({
  agreement,
  close,
}: {
  agreement: Agreement
  close: () => void
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const end = useDo(endAgreement, [listAgreements])
  const [who, setWho] = useState('')
  const [on, setOn] = useState(typedDay(dayOf()))
  const field = useFocusOnOpen<HTMLSelectElement>()
  const ends_on = parseDay(on, dayOf())
  const wrong = ends_on === null || ends_on < dayOf()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ends_on === null || wrong) return
    const part = who === '' ? {} : { library_id: who }
    end.mutate(
      {
        params: { agreement_id: agreement.agreement_id },
        body: { command_id: newCommandId(), ends_on, ...part },
      },
      {
        onSuccess: () => {
          tell(t.agreements.endedTold(agreement.name))
          close()
        },
      },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel state="ask" className="k-stack">
        <h2 className="k-text-md k-strong">{t.agreements.endTitle(agreement.name)}</h2>
        {end.error !== null && <Failed error={end.error} />}
        <div className={css['form']}>
          <NativeSelect
            ref={field}
            label={t.agreements.endWho}
            value={who}
            data={[
              { value: '', label: t.agreements.endWhole },
              ...agreement.members
                .filter(member => member.left_on === null)
                .map(member => ({ value: member.library_id, label: member.name })),
            ]}
            onChange={event => setWho(event.currentTarget.value)}
          />
          <DayField
            label={t.agreements.endOn}
            value={on}
            onText={setOn}
            error={wrong ? b.dayUnreadable : undefined}
          />
        </div>
        <p className="k-quiet">{t.agreements.endHint}</p>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" color="stop" disabled={wrong} loading={end.isPending}>
            {t.agreements.endDo(ends_on === null ? '' : f.dayYear(ends_on))}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
