import { type IblPolicy, iblPolicy } from '@kaft/contract/hold-policy'
import { listBranches } from '@kaft/contract/organisation'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { baseTexts } from '../base/texts.ts'
import { iblBounds, iblFormOf, moved, readIbl } from './hold-policy.model.ts'
import css from './settings.module.css'
import { holdSettingTexts } from './texts/holds.ts'

/** Libraries with which this one does not work together: those are the ones to ask. */
const useOutside = (): ReadonlyMap<string, string> => {
  const { library_id, scope } = useSession()
  const read = useRead(listBranches, {}, { fresh_ms: 300_000 })
  const inside = new Set([library_id, ...scope.map(one => one.library_id)])
  return new Map(
    (read.data?.rows ?? [])
      .filter(one => !inside.has(one.library_id))
      .map(one => [one.library_id, one.library_name] as const),
  )
}

const Order = ({
  order,
  set,
}: {
  order: readonly string[]
  set: (order: readonly string[]) => void
}): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const outside = useOutside()
  const left = [...outside].filter(([id]) => !order.includes(id)).toSorted((a, b) => a[1].localeCompare(b[1]))
  return (
    <div className="k-stack">
      <div>
        <p className="k-strong">{t.iblOrder}</p>
        <p className="k-quiet">{order.length === 0 ? t.iblNone : t.iblOrderAbout}</p>
      </div>
      {order.length > 0 && (
        <ol className={css['order']}>
          {order.map((id, at) => {
            const name = outside.get(id) ?? id
            return (
              <li key={id} className="k-line">
                <span className={css['orderName']}>{name}</span>
                <Button aria-label={t.up(name)} disabled={at === 0} onClick={() => set(moved(order, at, -1))}>
                  ↑
                </Button>
                <Button
                  aria-label={t.down(name)}
                  disabled={at === order.length - 1}
                  onClick={() => set(moved(order, at, 1))}
                >
                  ↓
                </Button>
                <button
                  type="button"
                  className="k-cross"
                  aria-label={t.remove(name)}
                  onClick={() => set(order.filter(one => one !== id))}
                >
                  ×
                </button>
              </li>
            )
          })}
        </ol>
      )}
      {left.length > 0 && (
        <NativeSelect
          label={t.iblAdd}
          value=""
          data={[{ value: '', label: t.iblChoose }, ...left.map(([value, label]) => ({ value, label }))]}
          onChange={event => event.currentTarget.value !== '' && set([...order, event.currentTarget.value])}
        />
      )}
    </div>
  )
}

const usual = iblFormOf(iblPolicy)

/** When and whom this library asks outside of its cooperation for what its own readers wait for. */
export const IblPolicyForm = ({
  policy,
  save,
  busy,
}: {
  policy: IblPolicy
  save: (policy: IblPolicy) => void
  busy: boolean
}): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const b = useTexts(baseTexts)
  const [form, setForm] = useState(() => iblFormOf(policy))
  const [tried, setTried] = useState(false)
  const read = readIbl(form)
  const wrong = tried && !read.ok ? read.wrong : new Set<string>()
  const number = (field: 'days' | 'min_age', { label, about }: { label: string; about: string }) => (
    <TextInput
      label={label}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      description={`${about} ${t.usual(usual[field])}`}
      value={form[field]}
      inputMode="numeric"
      autoComplete="off"
      error={wrong.has(field) ? t.wrong(iblBounds[field].min, iblBounds[field].max) : undefined}
      onChange={event => setForm({ ...form, [field]: event.currentTarget.value })}
    />
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (read.ok) save(read.policy)
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <div className={css['numbers']}>
        {number('days', t.iblDays)}
        {number('min_age', t.iblAge)}
      </div>
      <Checkbox
        label={t.iblRefund}
        description={`${t.iblRefundAbout} ${t.usual(usual.refund ? b.yes : b.no)}`}
        checked={form.refund}
        onChange={event => setForm({ ...form, refund: event.currentTarget.checked })}
      />
      <Order order={form.order} set={order => setForm({ ...form, order })} />
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
