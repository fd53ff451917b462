import { patronHolds } from '@kaft/contract/holds'
import { identifyOnline } from '@kaft/contract/online'
import { renewMembership } from '@kaft/contract/patrons'
import type { Code } from '@kaft/contract/codes'
import { type Overridable, overrides } from '@kaft/contract/overrides'
import type { Finding } from '@kaft/contract/problem'
import { Spine, StateIcon, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { findingText } from '../base/problem-text.ts'
import { allows, useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import { To } from '../base/to.tsx'
import { whoMay } from '../base/who-may.ts'
import { Why } from '../base/why.tsx'
import { ClassStrip } from './class-strip.tsx'
import { ContactLine } from './contact-line.tsx'
import css from './desk.module.css'
import type { Visit } from './desk.state.ts'
import { happen } from './engine.ts'
import { FamilyLine } from './family-line.tsx'
import { FeeLine } from './membership-fee.tsx'
import { renewMembershipOf, useRenewal } from './remedies.ts'
import { deskTexts } from './texts/index.ts'

export interface VisitActions {
  readonly pay: () => void
  readonly loans: () => void
  readonly close: () => void
}

const Facts = ({ visit, actions }: { visit: Visit; actions: VisitActions }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const session = useSession()
  const { patron } = visit
  const facts = [
    patron.card_type === undefined ? t.ages[patron.age_group] : '',
    patron.membership_name === t.ages[patron.age_group] ? '' : patron.membership_name,
    patron.member_until === null ? t.memberForever : t.memberUntil(f.dayYear(patron.member_until)),
    t.card(patron.card_tail),
    patron.library_id === session.library_id ? '' : t.ofLibrary(patron.library_name),
  ].filter(fact => fact !== '')
  return (
    <div className={css['head']}>
      <div className="k-grow">
        <h2 className="k-text-lg k-strong">
          <To to={paths.patron(patron.patron_id)} className={css['name']}>
            {patron.name}
          </To>
        </h2>
        <p className="k-quiet">{facts.join(' · ')}</p>
      </div>
      <div className="k-line">
        <Button variant="subtle" onClick={actions.loans}>
          {t.home(patron.loans)}
        </Button>
        {patron.holds_ready > 0 && (
          <StateWord state="hold" size={16}>
            {t.ready(patron.holds_ready)}
          </StateWord>
        )}
        <Button
          variant="subtle"
          color={patron.findings.some(finding => finding.code === 'debt_block') ? 'stop' : 'accent'}
          onClick={actions.pay}
        >
          {patron.balance_cents < 0
            ? t.credit(f.money(-patron.balance_cents))
            : f.money(patron.balance_cents)}
        </Button>
        <Button onClick={actions.close}>
          {t.close} <kbd className={css['key']}>F12</kbd>
        </Button>
      </div>
    </div>
  )
}

const AltKey = ({ no }: { no: number }): ReactNode => <kbd className={css['key']}>Alt {no}</kbd>

const RenewButton = ({ visit, renew }: { visit: Visit; renew: () => void }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const next = useRenewal(visit.patron.patron_id)
  return (
    <Button variant="filled" onClick={renew}>
      {next === null || next.fee_cents === 0
        ? t.choices.renew_membership
        : t.renewFor(f.money(next.fee_cents))}
      {visit.asks && <kbd className={css['key']}>Enter</kbd>}
      {visit.asks && <AltKey no={1} />}
    </Button>
  )
}

/** The remedy beside the refusal: renew, pay, lend all the same; or who may. */
const Remedies = ({ visit, findings, actions, renew }: BlockingProps & { renew: () => void }): ReactNode => {
  const t = useTexts(deskTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const session = useSession()
  const go = useGo()
  const accept: readonly Code[] = findings.map(finding => finding.code)
  const may = findings.every(finding => finding.weight === 'ask' && finding.may_accept === true)
  const missing = findings.find(finding => finding.may_accept === false && finding.code in overrides)
  const answer = (codes: readonly Code[]) => () => happen({ type: 'patron_answered', accept: codes })
  return (
    <div className="k-line">
      {accept.includes('patron_expired') && allows(session, renewMembership.leave) && (
        <RenewButton visit={visit} renew={renew} />
      )}
      {accept.includes('not_identified') && allows(session, identifyOnline.leave) && (
        <Button variant="filled" onClick={() => go(paths.identify(visit.patron.patron_id))}>
          {t.choices.identify}
        </Button>
      )}
      {accept.includes('debt_block') && (
        <Button onClick={actions.pay}>
          {t.choices.pay} <kbd className={css['key']}>F8</kbd>
        </Button>
      )}
      {may && (
        <Button onClick={answer(accept)}>
          {visit.asks ? t.lendToday : t.choices.anyway}
          {visit.asks && <AltKey no={2} />}
        </Button>
      )}
      {visit.asks && (
        <Button onClick={answer([])}>
          {t.choices.not_lend}
          <AltKey no={3} />
        </Button>
      )}
      {missing !== undefined && (
        <span className="k-quiet">{b.askAnyway(whoMay([overrides[missing.code as Overridable]], lang))}</span>
      )}
    </div>
  )
}

interface BlockingProps {
  readonly visit: Visit
  readonly findings: readonly Finding[]
  readonly actions: VisitActions
}

/** Refusals and questions about the patron come before any row, because every scan would meet them. */
const Blocking = (props: BlockingProps): ReactNode => {
  const { visit, findings } = props
  const lang = useLanguage()
  const { mutate, error } = useMutation({ mutationFn: renewMembershipOf })
  const renew = (): void => mutate(visit)
  const { patron_id } = visit.patron
  return (
    <div className={css['blocking']}>
      {findings.map(finding => (
        <div key={finding.code} className="k-line">
          <StateWord state={visit.asks ? 'ask' : 'stop'}>{findingText(finding, lang)}</StateWord>
          <Why ask={{ kind: 'decision', ask: { action: 'checkout', patron_id, code: finding.code } }} />
        </div>
      ))}
      <Remedies {...props} renew={renew} />
      {error !== null && <Failed error={error} again={renew} />}
    </div>
  )
}

const HoldsReady = ({ visit }: { visit: Visit }): ReactNode => {
  const t = useTexts(deskTexts)
  const { patron_id, holds_ready } = visit.patron
  const holds = useRead(patronHolds, { params: { patron_id } }, { fresh_ms: 2000 })
  const codes = (holds.data?.rows ?? [])
    .filter(hold => hold.state === 'ready' && hold.hold_code !== null)
    .map(hold => hold.hold_code)
  return (
    <div className="k-line">
      <StateWord state="hold">{t.holdsReady(holds_ready, codes.join(', '))}</StateWord>
      <To to={paths.patron(patron_id, 'reserveringen')} className="k-quiet-link">
        {t.show}
      </To>
    </div>
  )
}

/** What waits for this patron: holds on the shelf, notes, remarks. Never a title, for who looks over a shoulder. */
const WaitsForYou = ({ visit }: { visit: Visit }): ReactNode => {
  const t = useTexts(deskTexts)
  const lang = useLanguage()
  const { patron } = visit
  const remarks = patron.findings.filter(
    finding => finding.weight === 'info' && finding.code !== 'hold_ready' && finding.code !== 'patron_note',
  )
  if (patron.holds_ready === 0 && patron.notes.length === 0 && remarks.length === 0) return null
  return (
    <section className={css['waits']} aria-label={t.waitsForYou}>
      <h3 className="k-text-xs k-quiet">{t.waitsForYou}</h3>
      {patron.holds_ready > 0 && <HoldsReady visit={visit} />}
      {patron.notes.map(note => (
        <p key={note} className="k-line">
          <StateWord state="ask">{t.note}</StateWord> <span>{note}</span>
        </p>
      ))}
      {remarks.map(finding => (
        <p key={finding.code} className="k-line">
          <StateIcon state="move" /> {findingText(finding, lang)}
        </p>
      ))}
    </section>
  )
}

/** The open patron: age group and not age, no address, no birth date, no titles (P105). */
export const VisitHead = ({
  visit,
  questions,
  actions,
}: {
  visit: Visit
  /** How many questions kept the visit from closing; 0 while nobody wants to close. */
  questions: number
  actions: VisitActions
}): ReactNode => {
  const t = useTexts(deskTexts)
  const blocking = visit.patron.findings.filter(finding => finding.weight !== 'info')
  const answered = blocking.length > 0 && !visit.asks && visit.accepted.length > 0
  const state = blocking.length === 0 || answered ? undefined : visit.asks ? 'ask' : 'stop'
  return (
    <section aria-label={t.patron}>
      <Spine panel state={state} className={css['visit']}>
        <Facts visit={visit} actions={actions} />
        {blocking.length > 0 && !answered && <Blocking visit={visit} findings={blocking} actions={actions} />}
        {questions > 0 && <StateWord state="ask">{t.questionsLeft(questions, visit.patron.name)}</StateWord>}
        <FeeLine patron_id={visit.patron.patron_id} />
        <FamilyLine visit={visit} />
        <ClassStrip visit={visit} />
        <WaitsForYou visit={visit} />
        <ContactLine key={visit.patron.patron_id} patron={visit.patron} />
      </Spine>
    </section>
  )
}
