import {
  type Breach,
  breachCategories,
  breaches,
  closeBreach,
  decideBreach,
  describeBreach,
  notifyBreach,
  reopenBreach,
} from '@kaft/contract/breaches'
import { myDay } from '@kaft/contract/circulation'
import { Button, Checkbox, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { call } from '../base/api.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { BreachLetters } from './breach-letters.tsx'
import { BreachPeople } from './breach-people.tsx'
import { countOf } from './count.model.ts'
import css from './privacy.module.css'
import { breachTexts } from './texts/breaches.ts'
import { privacyTexts } from './texts/index.ts'

const risks = ['', 'none', 'some', 'high'] as const

type Category = Breach['categories'][number]
const Categories = ({
  chosen,
  choose,
}: {
  chosen: readonly Category[]
  choose: (categories: readonly Category[]) => void
}): ReactNode => {
  const t = useTexts(breachTexts)
  const p = useTexts(privacyTexts)
  return (
    <Checkbox.Group
      label={t.categories}
      value={[...chosen]}
      onChange={now => choose(breachCategories.filter(category => now.includes(category)))}
    >
      <div className="k-line">
        {breachCategories.map(category => (
          <Checkbox key={category} value={category} label={p.categories[category]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** What is known so far, as it stands in the fields, and how it is saved. */
const useDescribe = (one: Breach) => {
  const p = useTexts(privacyTexts)
  const save = useDo(describeBreach, [breaches])
  const [form, setForm] = useState({
    nature: one.nature,
    categories: one.categories,
    people: one.people === null ? '' : String(one.people),
    records: one.records === null ? '' : String(one.records),
    risk: one.risk,
    consequences: one.consequences,
    measures: one.measures,
  })
  const [tried, setTried] = useState(false)
  const [people, records] = [countOf(form.people), countOf(form.records)]
  const go = (): void => {
    setTried(true)
    if (Number.isNaN(people) || Number.isNaN(records)) return
    const { breach_id, version, happened_at } = one
    const said = { ...form, categories: [...form.categories], people, records }
    save.mutate(
      { params: { breach_id }, body: { command_id: newCommandId(), version, happened_at, ...said } },
      { onSuccess: () => tell(p.saved) },
    )
  }
  return { form, set: (part: Partial<typeof form>) => setForm({ ...form, ...part }), tried, save, go }
}

const Describe = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const { form, set, tried, save, go } = useDescribe(one)
  const area = (key: 'nature' | 'consequences' | 'measures', label: string): ReactNode => (
    <Textarea
      label={label}
      value={form[key]}
      autosize
      minRows={2}
      maxLength={4000}
      onChange={event => set({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <section className="k-stack" aria-label={t.describe}>
      <h3 className="k-text-md k-strong">{t.describe}</h3>
      {area('nature', t.form.nature)}
      <Categories chosen={form.categories} choose={categories => set({ categories: [...categories] })} />
      <div className={css['form']}>
        {(['people', 'records'] as const).map(key => (
          <TextInput
            key={key}
            label={t[key]}
            value={form[key]}
            inputMode="numeric"
            error={tried && Number.isNaN(countOf(form[key])) ? t.noCount : undefined}
            onChange={event => set({ [key]: event.currentTarget.value })}
          />
        ))}
        <NativeSelect
          label={t.risk}
          value={form.risk ?? ''}
          data={risks.map(value => ({ value, label: t.risks[value] }))}
          onChange={event => {
            const risk = risks.find(one => one === event.currentTarget.value) ?? ''
            set({ risk: risk === '' ? null : risk })
          }}
        />
      </div>
      {area('consequences', t.consequences)}
      {area('measures', t.measures)}
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line k-line-end">
        <Button loading={save.isPending} onClick={go}>
          {t.save}
        </Button>
      </div>
    </section>
  )
}

const Decide = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const p = useTexts(privacyTexts)
  const decide = useDo(decideBreach, [breaches, myDay])
  const [decision, choose] = useState<'notify' | 'not'>(one.decision ?? 'notify')
  const [why, setWhy] = useState(one.decision_why ?? '')
  const [tried, setTried] = useState(false)
  const go = (): void => {
    setTried(true)
    if (why.trim().length < 10) return
    decide.mutate({
      params: { breach_id: one.breach_id },
      body: { command_id: newCommandId(), decision, why: why.trim() },
    })
  }
  return (
    <section className="k-stack" aria-label={t.decide}>
      <h3 className="k-text-md k-strong">{t.decide}</h3>
      <SegmentedControl
        aria-label={t.decide}
        value={decision}
        data={(['notify', 'not'] as const).map(value => ({ value, label: t.decisions[value] }))}
        onChange={next => choose(next === 'not' ? 'not' : 'notify')}
      />
      <Textarea
        label={t.why}
        value={why}
        autosize
        minRows={2}
        maxLength={4000}
        error={tried && why.trim().length < 10 ? p.why10 : undefined}
        onChange={event => setWhy(event.currentTarget.value)}
      />
      {decide.error !== null && <Failed error={decide.error} />}
      <div className="k-line k-line-end">
        <Button loading={decide.isPending} onClick={go}>
          {t.decideGo}
        </Button>
      </div>
    </section>
  )
}

const Notify = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const f = useFormats()
  const notify = useDo(notifyBreach, [breaches, myDay])
  const [to, setTo] = useState<readonly ('VTC' | 'GBA')[]>(['VTC'])
  const [late, setLate] = useState('')
  const copy = (): void => {
    void navigator.clipboard.writeText(one.notification).then(() => tell(t.copied))
  }
  const go = (): void =>
    notify.mutate({
      params: { breach_id: one.breach_id },
      body: {
        command_id: newCommandId(),
        to: [...to],
        ...(late.trim() === '' ? {} : { late_why: late.trim() }),
      },
    })
  return (
    <section className="k-stack" aria-label={t.notification}>
      <h3 className="k-text-md k-strong">{t.notification}</h3>
      <p lang="nl" className={css['letter']}>
        {one.notification}
      </p>
      <div className="k-line">
        <Button size="compact-sm" onClick={copy}>
          {t.copy}
        </Button>
      </div>
      {one.notified_at === null ? (
        <>
          <Checkbox.Group
            label={t.notified}
            value={[...to]}
            onChange={chosen => setTo((['VTC', 'GBA'] as const).filter(one => chosen.includes(one)))}
          >
            <div className="k-line">
              <Checkbox value="VTC" label="VTC" />
              <Checkbox value="GBA" label="GBA" />
            </div>
          </Checkbox.Group>
          {one.clock === 'over' && (
            <Textarea
              label={t.late}
              value={late}
              autosize
              minRows={2}
              maxLength={2000}
              onChange={event => setLate(event.currentTarget.value)}
            />
          )}
          {notify.error !== null && <Failed error={notify.error} />}
          <div className="k-line k-line-end">
            <Button variant="filled" disabled={to.length === 0} loading={notify.isPending} onClick={go}>
              {t.notifyGo}
            </Button>
          </div>
        </>
      ) : (
        <p>
          {t.notifiedOn(
            one.notified_to.join(', '),
            `${f.dayLong(dayOf(one.notified_at))}, ${f.time(one.notified_at)}`,
          )}
        </p>
      )}
    </section>
  )
}

/** Closes it with a way back, or opens it again when more comes out: the clock and what was decided stay. */
const CloseOrReopen = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const close = useDo(closeBreach, [breaches, myDay])
  const reopen = useDo(reopenBreach, [breaches, myDay])
  const ask = () => ({ params: { breach_id: one.breach_id }, body: { command_id: newCommandId() } })
  const offer = (): void =>
    offerWayBack(t.closedNow, [breaches, myDay], async () => {
      await call(reopenBreach, ask())
      return textsNow(breachTexts).reopened
    })
  const error = close.error ?? reopen.error
  return (
    <>
      {error !== null && <Failed error={error} />}
      <div className="k-line k-line-end">
        {one.closed_at === null ? (
          <Button loading={close.isPending} onClick={() => close.mutate(ask(), { onSuccess: offer })}>
            {t.close}
          </Button>
        ) : (
          <Button
            loading={reopen.isPending}
            onClick={() => reopen.mutate(ask(), { onSuccess: () => tell(t.reopened) })}
          >
            {t.reopen}
          </Button>
        )}
      </div>
    </>
  )
}

/** One breach, from what is known to who was told. */
export const HandleBreach = ({ one }: { one: Breach }): ReactNode => {
  const open = one.closed_at === null
  return (
    <div className="k-stack">
      {open && <Describe key={one.version} one={one} />}
      {open && <BreachPeople one={one} />}
      {!open && one.told > 0 && <BreachLetters one={one} />}
      {open && one.notified_at === null && <Decide one={one} />}
      {one.decision === 'notify' && <Notify one={one} />}
      {one.decision !== null && <CloseOrReopen one={one} />}
    </div>
  )
}
