import { numberLibraries, setNumberLibrary } from '@kaft/contract/identity'
import type { OkOf } from '@kaft/contract/operation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { saveCsv } from '../base/csv.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './identity.module.css'
import { identityTexts } from './texts.ts'

type Line = OkOf<typeof numberLibraries>['rows'][number]

const Edit = ({ line, close }: { line: Line; close: () => void }): ReactNode => {
  const t = useTexts(identityTexts).list
  const b = useTexts(baseTexts)
  const set = useDo(setNumberLibrary, [numberLibraries])
  const [reference, setReference] = useState(line.reference ?? 'Beslissing 9/2020')
  const [from, setFrom] = useState(typedDay(line.from_on ?? dayOf()))
  const [until, setUntil] = useState(line.until_on === null ? '' : typedDay(line.until_on))
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const read = (typed: string): string | null => parseDay(typed, dayOf())
  const from_on = read(from)
  const until_on = until.trim() === '' ? null : read(until)
  const bad = until.trim() !== '' && (until_on === null || (from_on !== null && until_on < from_on))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (from_on === null || bad || reference.trim() === '') return
    set.mutate(
      {
        params: { library_id: line.library_id },
        body: { command_id: newCommandId(), reference: reference.trim(), from_on, until_on },
      },
      {
        onSuccess: () => {
          tell(t.saved(line.name))
          close()
        },
      },
    )
  }
  return (
    <tr>
      <td colSpan={6}>
        <form className="k-stack" onSubmit={submit} noValidate aria-label={t.changeOf(line.name)}>
          <p className="k-strong">{line.name}</p>
          <div className={css['form']}>
            <TextInput
              ref={field}
              label={t.reference}
              value={reference}
              maxLength={120}
              autoComplete="off"
              error={tried && reference.trim() === '' ? b.needed : undefined}
              onChange={event => setReference(event.currentTarget.value)}
            />
            <DayField
              label={t.from}
              value={from}
              onText={setFrom}
              error={tried && from_on === null ? t.wrongDay : undefined}
            />
            <DayField
              label={t.until}
              value={until}
              onText={setUntil}
              error={tried && bad ? t.wrongDay : undefined}
            />
          </div>
          {set.error !== null && <Failed error={set.error} />}
          <div className="k-line k-line-end">
            <Button onClick={close}>{b.cancel}</Button>
            <Button type="submit" variant="filled" loading={set.isPending}>
              {b.save}
            </Button>
          </div>
        </form>
      </td>
    </tr>
  )
}

const Until = ({ line }: { line: Line }): ReactNode => {
  const t = useTexts(identityTexts).list
  const f = useFormats()
  if (line.reference === null) return null
  if (line.until_on === null)
    return (
      <StateWord state="ok" size={16}>
        {t.open}
      </StateWord>
    )
  return (
    <>
      {f.dayYear(line.until_on)}
      {line.until_on < dayOf() && <span className="k-quiet"> · {t.ended}</span>}
    </>
  )
}

/** The list of libraries that may use national numbers, with the file that is handed over each half-year. */
export const NumberList = (): ReactNode => {
  const t = useTexts(identityTexts).list
  const f = useFormats()
  const read = useRead(numberLibraries, {})
  const [edited, edit] = useState<string | null>(null)
  const save = (rows: readonly Line[]): void =>
    saveCsv(t.file(dayOf()), [
      t.csv,
      ...rows
        .filter(row => row.reference !== null)
        .map(row => [row.code, row.name, row.reference ?? '', row.from_on ?? '', row.until_on ?? '']),
    ])
  return (
    <section className="k-stack" aria-labelledby="number-list">
      <h2 id="number-list" className="k-text-md k-strong">
        {t.title}
      </h2>
      <p className="k-prose k-quiet">{t.about}</p>
      <Read of={read}>
        {({ rows }) => (
          <>
            <TableBox label={t.title}>
              <Heads names={t.heads} />
              <tbody>
                {rows.map(line =>
                  line.library_id === edited ? (
                    <Edit key={line.library_id} line={line} close={() => edit(null)} />
                  ) : (
                    <tr key={line.library_id}>
                      <th scope="row">{line.name}</th>
                      <td>{line.code}</td>
                      <td>{line.reference ?? <span className="k-quiet">{t.never}</span>}</td>
                      <td>{line.from_on === null ? '' : f.dayYear(line.from_on)}</td>
                      <td>
                        <Until line={line} />
                      </td>
                      <td>
                        <Button
                          size="compact-sm"
                          aria-label={t.changeOf(line.name)}
                          onClick={() => edit(line.library_id)}
                        >
                          {t.change}
                        </Button>
                      </td>
                    </tr>
                  ),
                )}
              </tbody>
            </TableBox>
            <div className="k-line k-line-end">
              <Button onClick={() => save(rows)}>{t.export}</Button>
            </div>
          </>
        )}
      </Read>
    </section>
  )
}
