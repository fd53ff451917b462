import { holdRatios, hopelessHolds } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import {
  listPurchases,
  MOST_COPIES,
  proposePurchase,
  type PurchaseReason,
  purchaseReasons,
  withdrawPurchase,
} from '@kaft/contract/purchases'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { NumberField } from '../base/number-field.tsx'
import { passScanOn, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { offerBack } from '../base/undo.ts'
import { isIsbn } from '../catalogue/filters.model.ts'
import { isOpen } from './purchase.model.ts'
import { purchaseTexts } from './texts.ts'
import type { Wish } from './wish.model.ts'

const refreshed = [listPurchases, hopelessHolds, holdRatios]
interface Fields {
  readonly title: string
  readonly author: string
  readonly isbn: string
  readonly copies: number
  readonly branch_id: string
  readonly because: PurchaseReason
  readonly remark: string
}
const textOf = (text: string): string | null => text.trim() || null

/** Says what became of it, and how it is taken back: as a whole, or this one proposal of several. */
const told = (name: string, remark: string | null, done: OkOf<typeof proposePurchase>): void => {
  const t = textsNow(purchaseTexts)
  const { suggestion_id, version, state, asked, copies_before } = done
  const raised = copies_before !== null && isOpen(state)
  offerBack(raised ? t.raised[state](name, asked) : t.sent(name), {
    event_id: suggestion_id,
    refreshes: refreshed,
    take_back: async () => {
      const what = raised ? 'one' : 'all'
      const body = { command_id: newCommandId(), version, what, copies: copies_before, remark } as const
      await call(withdrawPurchase, { params: { suggestion_id }, body })
      return t.lowered(name)
    },
  })
}

const useProposing = (wish: Wish, done: () => void) => {
  const propose = useDo(proposePurchase, refreshed)
  const run = (fields: Fields): void => {
    const { title_id } = wish
    const remark = textOf(fields.remark)
    const body = {
      command_id: newCommandId(),
      title_id,
      title: title_id === null ? textOf(fields.title) : null,
      author: title_id === null ? textOf(fields.author) : null,
      isbn: textOf(fields.isbn),
      branch_id: fields.branch_id,
      because: fields.because,
      remark,
      copies: fields.copies,
    }
    propose.mutate(
      { body },
      {
        onSuccess: answer => {
          told(fields.title.trim() || fields.isbn.trim(), remark, answer)
          done()
        },
      },
    )
  }
  return { propose, run }
}

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

/** What to buy, with what is known filled in: Enter sends it. A book that is scanned fills its ISBN in. */
export const ProposeForm = ({ wish, done }: { wish: Wish; done: () => void }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const { branch_id } = useSession()
  const { title, author, isbn, copies, because } = wish
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
  const { propose, run } = useProposing(wish, done)
  const change: Change = more => setFields(now => ({ ...now, ...more }))
  const empty = wish.title_id === null && fields.title.trim() === '' && fields.isbn.trim() === ''
  useScans(scan => {
    if (wish.title_id === null && isIsbn(scan.code)) change({ isbn: scan.code })
    else passScanOn(scan)
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!empty && !propose.isPending) run(fields)
  }
  return (
    <form onSubmit={submit} noValidate className="k-stack">
      <What wish={wish} fields={fields} change={change} fault={tried && empty} />
      <Rest fields={fields} change={change} />
      {propose.error !== null && <Failed error={propose.error} />}
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={propose.isPending}>
          {t.send} <kbd>Enter</kbd>
        </Button>
      </div>
    </form>
  )
}
