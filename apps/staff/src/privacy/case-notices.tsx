import { addNotice, settleNotice } from '@kaft/contract/rights-handling'
import type { CaseDetail } from '@kaft/contract/rights'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { caseTexts } from './texts/cases.ts'
import { useStep } from './use-case.ts'

type Notice = CaseDetail['notices'][number]

const Open = ({ one, notice }: { one: CaseDetail; notice: Notice }): ReactNode => {
  const t = useTexts(caseTexts).notices
  const settle = useStep(settleNotice, one)
  const [cannot, setCannot] = useState<string | null>(null)
  const say = (body: object): void => settle.run(body, { notice_id: notice.notice_id })
  return (
    <>
      <span className="k-line">
        <Button
          size="compact-sm"
          aria-label={`${t.told}: ${notice.recipient}`}
          loading={settle.isPending}
          onClick={() => say({ told: true })}
        >
          {t.told}
        </Button>
        <Button
          size="compact-sm"
          aria-label={`${t.cannot}: ${notice.recipient}`}
          onClick={() => setCannot(cannot === null ? '' : null)}
        >
          {t.cannot}
        </Button>
      </span>
      {cannot !== null && (
        <span className="k-line">
          <TextInput
            aria-label={t.cannotWhy}
            placeholder={t.cannotWhy}
            value={cannot}
            maxLength={300}
            onChange={event => setCannot(event.currentTarget.value)}
          />
          <Button
            disabled={cannot.trim() === ''}
            onClick={() => say({ told: false, impossible: cannot.trim() })}
          >
            {t.cannot}
          </Button>
        </span>
      )}
      {settle.error !== null && <Failed error={settle.error} />}
    </>
  )
}

const Settled = ({ one, notice }: { one: CaseDetail; notice: Notice }): ReactNode => {
  const t = useTexts(caseTexts).notices
  const f = useFormats()
  const settle = useStep(settleNotice, one)
  return (
    <span className="k-line">
      <StateWord state="ok" size={16}>
        {notice.told_on === null ? (notice.impossible ?? '') : t.toldOn(f.dayShort(notice.told_on))}
      </StateWord>
      {one.step !== 'closed' && (
        <Button
          size="compact-sm"
          aria-label={`${t.back}: ${notice.recipient}`}
          onClick={() => settle.run({ told: false }, { notice_id: notice.notice_id })}
        >
          {t.back}
        </Button>
      )}
    </span>
  )
}

const Add = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).notices
  const add = useStep(addNotice, one)
  const [form, setForm] = useState({ recipient: '', why: '' })
  const ready = form.recipient.trim() !== '' && form.why.trim() !== ''
  return (
    <form
      className="k-line"
      onSubmit={event => {
        event.preventDefault()
        if (ready)
          add.run({ recipient: form.recipient.trim(), why: form.why.trim() }, {}, () =>
            setForm({ recipient: '', why: '' }),
          )
      }}
    >
      <TextInput
        label={t.recipient}
        value={form.recipient}
        maxLength={120}
        autoComplete="off"
        onChange={event => setForm({ ...form, recipient: event.currentTarget.value })}
      />
      <TextInput
        label={t.why}
        value={form.why}
        maxLength={200}
        autoComplete="off"
        onChange={event => setForm({ ...form, why: event.currentTarget.value })}
      />
      <Button type="submit" disabled={!ready} loading={add.isPending}>
        {t.add}
      </Button>
      {add.error !== null && <Failed error={add.error} />}
    </form>
  )
}

/** Who received the data and has to know that they changed (AVG art. 19); the case does not close before. */
export const CaseNotices = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).notices
  const changing = ['rectification', 'erasure', 'restriction'].includes(one.kind)
  if (one.notices.length === 0 && (!changing || one.carried_on === null || one.step === 'closed')) return null
  const open = one.notices.some(n => n.told_on === null && n.impossible === null)
  return (
    <Spine state={open ? 'ask' : 'ok'} panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.title}</h2>
      <p className="k-quiet k-prose">{t.about}</p>
      <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
        {one.notices.map(notice => (
          <li key={notice.notice_id} className="k-line k-line-between">
            <span>
              <strong>{notice.recipient}</strong>
              <br />
              <span className="k-quiet">{notice.why}</span>
            </span>
            {notice.told_on === null && notice.impossible === null ? (
              <Open one={one} notice={notice} />
            ) : (
              <Settled one={one} notice={notice} />
            )}
          </li>
        ))}
      </ul>
      {one.step !== 'closed' && <Add one={one} />}
    </Spine>
  )
}
