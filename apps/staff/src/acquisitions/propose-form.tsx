import { MOST_COPIES, type PurchaseReason, purchaseReasons } from '@kaft/contract/purchases'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { NumberField } from '../base/number-field.tsx'
import { chooseByScan, type NamedPatron } from '../base/patron-search.tsx'
import { passScanOn, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { isIsbn } from '../catalogue/filters.model.ts'
import { AskerField, useMayName } from './asker-field.tsx'
import { askerTexts } from './asker-texts.ts'
import { type Fields, type Proposing, useProposing } from './proposing.ts'
import { purchaseTexts } from './texts.ts'
import type { Wish } from './wish.model.ts'

type Change = (change: Partial<Fields>) => void
/** What it is: a title of the catalogue in words, else as it is typed. */
const What = ({
  wish,
  fields,
  change,
  fault,
}: {
  wish: Wish
  fields: Fields
  change: Change
  fault: boolean
}): ReactNode => {
  const t = useTexts(purchaseTexts)
  if (wish.title_id !== null)
    return (
      <p>
        <span className="k-strong">{wish.title}</span>
        {wish.author !== '' && <span className="k-quiet"> · {wish.author}</span>}
        {wish.isbn !== '' && <span className="k-quiet"> · {wish.isbn}</span>}
        {wish.waiting !== null && <span> · {t.waits(wish.waiting)}</span>}
      </p>
    )
  return (
    <>
      <TextInput
        label={t.fields.title}
        value={fields.title}
        maxLength={300}
        autoComplete="off"
        error={fault ? t.needed : undefined}
        onChange={event => change({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t.fields.author}
        value={fields.author}
        maxLength={200}
        autoComplete="off"
        onChange={event => change({ author: event.currentTarget.value })}
      />
      <TextInput
        label={t.fields.isbn}
        value={fields.isbn}
        maxLength={40}
        autoComplete="off"
        onChange={event => change({ isbn: event.currentTarget.value })}
      />
    </>
  )
}

const Rest = ({ fields, change }: { fields: Fields; change: Change }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const { branches } = useSession()
  return (
    <>
      <NumberField
        label={t.fields.copies}
        value={fields.copies}
        min={1}
        max={MOST_COPIES}
        onChange={copies => change({ copies })}
      />
      <NativeSelect
        label={t.fields.because}
        value={fields.because}
        data={purchaseReasons.map(value => ({ value, label: t.because[value] }))}
        onChange={event => change({ because: event.currentTarget.value as PurchaseReason })}
      />
      {branches.length > 1 && (
        <NativeSelect
          label={t.fields.branch}
          value={fields.branch_id}
          data={branches.map(b => ({ value: b.branch_id, label: b.name }))}
          onChange={event => change({ branch_id: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t.fields.remark}
        description={t.remarkAbout}
        value={fields.remark}
        maxLength={500}
        autoComplete="off"
        onChange={event => change({ remark: event.currentTarget.value })}
      />
    </>
  )
}

/** It was suggested, and the reader could not be named: another one, or nobody. */
const OnlyAsker = ({
  proposing,
  asker,
  choose,
}: {
  proposing: Proposing
  asker: NamedPatron | null
  choose: (asker: NamedPatron | null) => void
}): ReactNode => {
  const t = useTexts(askerTexts)
  return (
    <>
      <p>{t.notNamed}</p>
      {proposing.error !== null && <Failed error={proposing.error} />}
      <AskerField asker={asker} choose={choose} />
      <div className="k-line k-line-end">
        <Button onClick={proposing.leave}>{t.leave}</Button>
        <Button type="submit" variant="filled" disabled={asker === null} loading={proposing.pending}>
          {t.nameAgain}
        </Button>
      </div>
    </>
  )
}

/** What to buy, with what is known filled in: Enter sends it. A book that is scanned fills its ISBN in, a card its reader. */
export const ProposeForm = ({
  wish,
  first,
  done,
}: {
  wish: Wish
  /** Who asks, where that is known. */
  first: NamedPatron | null
  done: () => void
}): ReactNode => {
  const t = useTexts(purchaseTexts)
  const { branch_id } = useSession()
  const mayName = useMayName()
  const { title, author, isbn, copies, because } = wish
  const [asker, choose] = useState(first)
  const [fields, setFields] = useState<Fields>({
    title,
    author,
    isbn,
    copies,
    because,
    branch_id,
    remark: '',
  })
  const [tried, setTried] = useState(false)
  const proposing = useProposing(wish, done)
  const change: Change = more => setFields(now => ({ ...now, ...more }))
  const empty = wish.title_id === null && fields.title.trim() === '' && fields.isbn.trim() === ''
  useScans(scan => {
    if (isIsbn(scan.code)) {
      if (wish.title_id === null) change({ isbn: scan.code })
      else passScanOn(scan)
    } else if (mayName) chooseByScan(scan, choose)
    else passScanOn(scan)
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!empty && !proposing.pending) proposing.run(fields, asker)
  }
  return (
    <form onSubmit={submit} noValidate className="k-stack">
      {proposing.made ? (
        <OnlyAsker proposing={proposing} asker={asker} choose={choose} />
      ) : (
        <>
          <What wish={wish} fields={fields} change={change} fault={tried && empty} />
          <Rest fields={fields} change={change} />
          {mayName && <AskerField asker={asker} choose={choose} />}
          {proposing.error !== null && <Failed error={proposing.error} />}
          <div className="k-line k-line-end">
            <Button type="submit" variant="filled" loading={proposing.pending}>
              {t.send} <kbd>Enter</kbd>
            </Button>
          </div>
        </>
      )}
    </form>
  )
}
