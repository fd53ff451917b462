import { listAgreements } from '@kaft/contract/organisation'
import { endAgreement, previewParting } from '@kaft/contract/partings'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay, typedDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import type { Agreement } from '../agreements-screen.tsx'
import css from '../settings.module.css'
import { settingsTexts } from '../texts/index.ts'
import { cooperationTexts } from './texts.ts'

type Across = OkOf<typeof previewParting>['libraries'][number]

const Row = ({ row }: { row: Across }): ReactNode => {
  const f = useFormats()
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td className="k-number">{f.count(row.loans_elsewhere)}</td>
      <td className="k-number">{f.count(row.holds_elsewhere)}</td>
      <td className="k-number">{f.count(row.ready_elsewhere)}</td>
      <td className="k-number">{f.count(row.items_elsewhere + row.on_the_way)}</td>
      <td className="k-number">{f.money(row.owed_cents)}</td>
      <td className="k-number">{f.count(row.fee_once)}</td>
    </tr>
  )
}

/** What lies across the border, in counts, and what happens with each. */
const Preview = ({ agreement_id, library_id }: { agreement_id: string; library_id: string }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const query = library_id === '' ? {} : { library_id }
  const read = useRead(previewParting, { params: { agreement_id }, query })
  return (
    <section className="k-stack">
      <h3 className="k-strong">{t.endPreview}</h3>
      <Read of={read}>
        {({ libraries }) => (
          <TableBox label={t.endPreview}>
            <Heads names={t.endPreviewHeads} />
            <tbody>
              {libraries.map(row => (
                <Row key={row.library_id} row={row} />
              ))}
            </tbody>
          </TableBox>
        )}
      </Read>
      <ul>
        {t.endWords.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

/** Ends the whole agreement or the part of one member; today is at once, and a later day can be taken back until then. */
export const EndAgreement = ({
  agreement,
  close,
}: {
  agreement: Agreement
  close: () => void
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const c = useTexts(cooperationTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const end = useDo(endAgreement, [listAgreements])
  const [who, setWho] = useState('')
  const [on, setOn] = useState(typedDay(dayOf()))
  const [told, setTold] = useState(true)
  const field = useFocusOnOpen<HTMLSelectElement>()
  const ends_on = parseDay(on, dayOf())
  const wrong = ends_on === null || ends_on < dayOf()
  const { agreement_id } = agreement
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (ends_on === null || wrong) return
    const part = who === '' ? {} : { library_id: who }
    end.mutate(
      { params: { agreement_id }, body: { command_id: newCommandId(), ends_on, tell: told, ...part } },
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
        <Preview agreement_id={agreement_id} library_id={who} />
        <Checkbox label={c.endTell} checked={told} onChange={event => setTold(event.currentTarget.checked)} />
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
