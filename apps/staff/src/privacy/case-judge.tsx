import { decideCase, extendCase } from '@kaft/contract/rights-handling'
import type { CaseDecision, CaseDetail } from '@kaft/contract/rights'
import { type ErasurePart, erasureParts } from '@kaft/contract/retention'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { parseMoney } from '../base/money.model.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import { reasonWords } from '../retention/reasons.model.ts'
import { retentionTexts } from '../retention/texts.ts'
import { caseTexts } from './texts/cases.ts'
import { privacyTexts } from './texts/index.ts'
import { useStep } from './use-case.ts'

const Extend = ({ one, until }: { one: CaseDetail; until: string }): ReactNode => {
  const t = useTexts(caseTexts)
  const p = useTexts(privacyTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const extend = useStep(extendCase, one)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  if (!open)
    return (
      <div className="k-line">
        <Button size="compact-sm" onClick={() => setOpen(true)}>
          {t.extend}
        </Button>
        <span className="k-quiet">{t.extendUntil(f.dayLong(until))}</span>
      </div>
    )
  const go = (): void => {
    setTried(true)
    if (why.trim().length >= 10) extend.run({ why: why.trim() }, {}, () => setOpen(false))
  }
  return (
    <div className="k-stack">
      <Textarea
        label={t.extendWhy}
        value={why}
        autosize
        minRows={2}
        maxLength={2000}
        error={tried && why.trim().length < 10 ? p.why10 : undefined}
        onChange={event => setWhy(event.currentTarget.value)}
      />
      {extend.error !== null && <Failed error={extend.error} />}
      <div className="k-line k-line-end">
        <Button onClick={() => setOpen(false)}>{b.cancel}</Button>
        <Button variant="filled" loading={extend.isPending} onClick={go}>
          {t.extend}
        </Button>
      </div>
    </div>
  )
}

const HeldBack = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).judge
  const f = useFormats()
  const words = useTexts(retentionTexts)
  if (one.holds_back === null) return <p className="k-quiet k-prose">{t.heldUnseen(one.library_name)}</p>
  if (one.holds_back.length === 0) return null
  return (
    <Spine state="ask" soft panel className="k-stack">
      <StateWord state="ask">{t.held}</StateWord>
      <ul>
        {one.holds_back.map(reason => {
          const said = reasonWords(reason, words, f)
          return <li key={said}>{said}</li>
        })}
      </ul>
      {one.step === 'judge' && <p className="k-quiet k-prose">{t.heldPart}</p>}
    </Spine>
  )
}

const decisions = ['granted', 'partly', 'refused'] as const satisfies readonly CaseDecision[]

interface Weighed {
  readonly reasons: string
  readonly unfounded: boolean
  readonly why: string
  readonly fee: string
}
const Fee = ({
  form,
  set: setForm,
  bad,
}: {
  form: Weighed
  set: (form: Weighed) => void
  bad: boolean
}): ReactNode => {
  const t = useTexts(caseTexts).judge
  const p = useTexts(privacyTexts)
  return (
    <div className="k-line">
      <TextInput
        label={t.unfoundedWhy}
        value={form.why}
        maxLength={2000}
        w="22rem"
        error={bad ? p.why10 : undefined}
        onChange={event => setForm({ ...form, why: event.currentTarget.value })}
      />
      <TextInput
        label={t.fee}
        value={form.fee}
        inputMode="decimal"
        w="9rem"
        onChange={event => setForm({ ...form, fee: event.currentTarget.value })}
      />
    </div>
  )
}

/** What of an erasure goes: everything, unless the person asked for less. */
const Parts = ({
  parts,
  choose,
}: {
  parts: readonly ErasurePart[]
  choose: (parts: readonly ErasurePart[]) => void
}): ReactNode => {
  const t = useTexts(caseTexts).carry
  return (
    <Checkbox.Group
      label={t.parts}
      value={[...parts]}
      onChange={chosen => {
        const now = erasureParts.filter(part => chosen.includes(part))
        const fresh = now.find(part => !parts.includes(part))
        choose(
          fresh === 'everything'
            ? ['everything']
            : now.filter(part => now.length === 1 || part !== 'everything'),
        )
      }}
    >
      <div className="k-line">
        {erasureParts.map(part => (
          <Checkbox key={part} value={part} label={t.partNames[part]} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

/** Who is erased does not come back, so it is asked: by name, with what goes. */
const EraseQuestion = ({
  one,
  parts,
  busy,
  back,
  go,
}: {
  one: CaseDetail
  parts: readonly ErasurePart[]
  busy: boolean
  back: () => void
  go: () => void
}): ReactNode => {
  const t = useTexts(caseTexts)
  const b = useTexts(baseTexts)
  const question = useFocusOnOpen<HTMLParagraphElement>()
  const whole = parts.includes('everything')
  const name = one.name ?? t.unknownPerson
  return (
    <Spine state="stop" soft panel className="k-stack">
      <p ref={question} tabIndex={-1}>
        {whole
          ? t.judge.erases(name)
          : t.judge.erasesPart(
              name,
              parts.map(part => t.carry.partNames[part]),
            )}
      </p>
      <div className="k-line k-line-end">
        <Button onClick={back}>{b.cancel}</Button>
        <Button variant="filled" color="stop" loading={busy} onClick={go}>
          {whole ? t.judge.erase : t.judge.erasePart}
        </Button>
      </div>
    </Spine>
  )
}

const Decide = ({ one, absolute }: { one: CaseDetail; absolute: boolean }): ReactNode => {
  const t = useTexts(caseTexts).judge
  const p = useTexts(privacyTexts)
  const decide = useStep(decideCase, one)
  const [decision, choose] = useState<CaseDecision>('granted')
  const [form, setForm] = useState<Weighed>({ reasons: '', unfounded: false, why: '', fee: '' })
  const [parts, setParts] = useState<readonly ErasurePart[]>(['everything'])
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const erases = one.kind === 'erasure' && decision !== 'refused'
  const short = (text: string): boolean => text.trim().length < 10
  const badReasons = decision !== 'granted' && short(form.reasons)
  const fee_cents = form.fee.trim() === '' ? 0 : parseMoney(form.fee)
  const badWhy = form.unfounded && short(form.why)
  const isWrong = badReasons || badWhy || fee_cents === null || parts.length === 0
  const ask = (): void => {
    setTried(true)
    if (isWrong) return
    if (erases) setAsking(true)
    else go()
  }
  const go = (): void => {
    if (isWrong) return
    const paid = form.unfounded ? { unfounded_why: form.why.trim(), fee_cents } : {}
    const goes = erases ? { parts: [...parts] } : {}
    decide.run({ decision, reasons: form.reasons.trim(), ...paid, ...goes })
  }
  return (
    <div className="k-stack">
      {absolute ? (
        <StateWord state="move">{t.absolute}</StateWord>
      ) : (
        <SegmentedControl
          aria-label={t.title}
          value={decision}
          data={decisions.map(value => ({ value, label: t.decisions[value] }))}
          onChange={choose}
        />
      )}
      {one.kind === 'objection' && !absolute && <StateWord state="hold">{t.suspended}</StateWord>}
      {erases && <Parts parts={parts} choose={setParts} />}
      <Textarea
        label={t.reasons}
        description={t.reasonsHint}
        value={form.reasons}
        autosize
        minRows={2}
        maxLength={2000}
        error={tried && badReasons ? p.why10 : undefined}
        onChange={event => setForm({ ...form, reasons: event.currentTarget.value })}
      />
      <Checkbox
        label={t.unfounded}
        description={t.free}
        checked={form.unfounded}
        onChange={event => setForm({ ...form, unfounded: event.currentTarget.checked })}
      />
      {form.unfounded && <Fee form={form} set={setForm} bad={tried && badWhy} />}
      {decide.error !== null && <Failed error={decide.error} />}
      {asking && erases ? (
        <EraseQuestion
          one={one}
          parts={parts}
          busy={decide.isPending}
          back={() => setAsking(false)}
          go={go}
        />
      ) : (
        <div className="k-line k-line-between">
          <span className="k-quiet">{t.letter}</span>
          <Button variant="filled" loading={decide.isPending} onClick={ask}>
            {t.go}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Weighing a request: what holds it back, more time, and the decision with its reasons. */
export const CaseJudge = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts)
  const f = useFormats()
  if (one.step === 'closed') return null
  const absolute = one.kind === 'objection' && one.purposes.join() === 'communication'
  return (
    <Spine state={one.decision === null ? undefined : 'ok'} panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.judge.title}</h2>
      <HeldBack one={one} />
      {one.step === 'judge' && <Decide one={one} absolute={absolute} />}
      {one.decision !== null && <p>{t.judge.decided[one.decision]}</p>}
      {one.extended_on !== null && <p className="k-quiet">{t.extended(f.dayLong(one.extended_on))}</p>}
      {one.extend_until !== null && one.answered_on === null && <Extend one={one} until={one.extend_until} />}
    </Spine>
  )
}
