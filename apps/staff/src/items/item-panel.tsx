import {
  chargeDamage,
  heavyMarks,
  itemConditions,
  type Mark,
  markItem,
  setItemAlert,
} from '@kaft/contract/items'
import type { OkOf } from '@kaft/contract/operation'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { openPanel } from '../base/panel.ts'
import { allows, useSession } from '../base/session.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { foundNow, markNow, touched } from './acts.ts'
import { openDamage } from './damage-panel.tsx'
import { PrintLabel } from './print-label.tsx'
import { marksFor } from './marks.rules.ts'
import { itemTexts } from './texts/index.ts'

type Care = OkOf<typeof itemConditions>

const Marks = ({ care }: { care: Care }): ReactNode => {
  const t = useTexts(itemTexts)
  const session = useSession()
  const own = care.item.library_id === session.library_id
  const heavy = own && allows(session, 'inventory.change')
  const list = marksFor(care).filter((mark: Mark) => heavy || !heavyMarks.includes(mark))
  return (
    <Allowed op={markItem}>
      <div className="k-line">
        {list.map(mark => (
          <Button key={mark} size="compact-sm" onClick={() => void markNow(care.item, mark)}>
            {t.marks[mark]}
          </Button>
        ))}
        {care.state === 'lost' && (
          <Button size="compact-sm" onClick={() => void foundNow(care.item)}>
            {t.foundAgain}
          </Button>
        )}
        <Allowed op={chargeDamage}>
          <Button
            size="compact-sm"
            onClick={() => openDamage({ item_id: care.item.item_id, title: care.item.title, patron: null })}
          >
            {t.damage.open}
          </Button>
        </Allowed>
      </div>
    </Allowed>
  )
}

const History = ({ care }: { care: Care }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const day = (at: string): string => f.dayShort(dayOf(at))
  return (
    <div className="k-stack">
      <h3 className="k-text-md k-strong">{t.history}</h3>
      {care.rows.length === 0 && <p>{t.historyNone}</p>}
      <ol className="k-stack k-bare">
        {care.rows.map(row => (
          <li key={`${row.kind} ${row.since}`}>
            <span className="k-strong">{t.kinds[row.kind] ?? row.kind}</span>{' '}
            <span className="k-quiet">
              {row.ended_at === null || row.ended === null
                ? t.since(day(row.since))
                : t.span(day(row.since), day(row.ended_at), t.ended[row.ended] ?? row.ended)}
            </span>
            {row.note !== null && ` · ${row.note}`}
          </li>
        ))}
      </ol>
      <p className="k-quiet k-text-xs">{t.noPersons}</p>
    </div>
  )
}

const whens = ['both', 'lend', 'return'] as const

/** What the desk is told when it scans this item. */
const Alert = ({ care }: { care: Care }): ReactNode => {
  const t = useTexts(itemTexts)
  const [note, setNote] = useState(care.item.note ?? '')
  const [when, setWhen] = useState(care.note_when)
  const [ask, setAsk] = useState(care.note_ask)
  const save = useDo(setItemAlert, touched)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(
      {
        params: { item_id: care.item.item_id },
        body: { command_id: newCommandId(), note: note.trim() || null, note_when: when, note_ask: ask },
      },
      { onSuccess: () => tell(t.alert.saved) },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <h3 className="k-text-md k-strong">{t.alert.title}</h3>
      <TextInput
        label={t.alert.text}
        value={note}
        maxLength={300}
        autoComplete="off"
        onChange={event => setNote(event.currentTarget.value)}
      />
      <NativeSelect
        label={t.alert.when}
        value={when}
        data={whens.map(one => ({ value: one, label: t.alert.whens[one] }))}
        onChange={event => setWhen(whens.find(one => one === event.currentTarget.value) ?? 'both')}
      />
      <Checkbox label={t.alert.ask} checked={ask} onChange={event => setAsk(event.currentTarget.checked)} />
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line k-line-end">
        <Button type="submit" loading={save.isPending}>
          {t.alert.save}
        </Button>
      </div>
    </form>
  )
}

const Panel = ({ item_id }: { item_id: string }): ReactNode => {
  const session = useSession()
  const read = useRead(itemConditions, { params: { item_id } }, { fresh_ms: 0 })
  return (
    <Read of={read}>
      {care => (
        <div className="k-stack">
          <div className="k-line k-line-between">
            <p>
              <code>{care.item.barcode}</code> · {care.item.branch_name}
            </p>
            <PrintLabel item={care.item} />
          </div>
          <Marks care={care} />
          <History care={care} />
          {care.item.library_id === session.library_id && (
            <Allowed op={setItemAlert}>
              <Alert key={`${care.item.note} ${care.note_when} ${care.note_ask}`} care={care} />
            </Allowed>
          )}
        </div>
      )}
    </Read>
  )
}

/** How an item is, what it went through, and what can be said of it now. */
export const openItem = (item: { item_id: string; title: string }): void =>
  openPanel({
    title: `${textsNow(itemTexts).history}: ${item.title}`,
    body: <Panel item_id={item.item_id} />,
  })
