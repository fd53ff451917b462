import {
  endMembership,
  explainMembership,
  type MembershipAdvice,
  setTariff,
} from '@kaft/contract/memberships'
import { type Patron, renewMembership } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { dayOf, useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { useCategories } from '../../base/library-settings.ts'
import { Failed, Read } from '../../base/states.tsx'
import css from '../patrons.module.css'
import { patronTexts } from '../texts/index.ts'
import { EndForm, EndSaid, useUnend } from './end.tsx'
import { Renew } from './renew.tsx'
import { Tariff } from './tariff.tsx'
import { membershipTexts } from './texts.ts'
import { WhyType } from './why-type.tsx'

type Open = 'renew' | 'end' | 'tariff' | 'why' | null

const Facts = ({ patron, over }: { patron: Patron; over: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const m = useTexts(membershipTexts)
  const f = useFormats()
  const categories = useCategories()
  const { member_since, member_until, category, social_until, social_proof } = patron
  const facts = [
    patron.membership_name,
    member_since === null ? null : t.memberSince(f.dayYear(member_since)),
    member_until === null ? t.memberForever : t.membership.until(f.dayYear(member_until)),
    over ? t.ended : null,
  ].filter(fact => fact !== null)
  const tariff = [
    category === null ? null : (categories.find(one => one.category === category)?.name ?? category),
    social_until === null || social_proof === null
      ? null
      : m.socialShown(f.dayYear(social_until), m.proofs[social_proof]),
  ].filter(fact => fact !== null)
  return (
    <>
      <p>{facts.join(' · ')}</p>
      {tariff.length > 0 && <p className="k-quiet">{tariff.join(' · ')}</p>}
    </>
  )
}

const Buttons = ({ patron, open }: { patron: Patron; open: (what: Open) => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const m = useTexts(membershipTexts)
  const button = (what: Open, text: string): ReactNode => (
    <Button size="compact-sm" onClick={() => open(what)}>
      {text}
    </Button>
  )
  return (
    <div className="k-line">
      {patron.end_reason !== 'deceased' && (
        <Allowed op={renewMembership}>{button('renew', t.membership.change)}</Allowed>
      )}
      {patron.end_reason === null && <Allowed op={endMembership}>{button('end', m.end)}</Allowed>}
      <Allowed op={setTariff}>{button('tariff', m.tariff)}</Allowed>
    </div>
  )
}

const WhyToggle = ({ shown, show }: { shown: boolean; show: (shown: boolean) => void }): ReactNode => {
  const m = useTexts(membershipTexts)
  return (
    <div className="k-line">
      <button type="button" className="k-quiet-link" aria-expanded={shown} onClick={() => show(!shown)}>
        {shown ? m.hideWhy : m.why}
      </button>
    </div>
  )
}

/** What follows from the record, read when somebody asks. */
const Advised = ({
  patron: { patron_id },
  children,
}: {
  patron: Patron
  children: (advice: MembershipAdvice) => ReactNode
}): ReactNode => {
  const read = useRead(explainMembership, { params: { patron_id } })
  return <Read of={read}>{children}</Read>
}

/** Which kind and why, until when, what it costs to go on, and how it ends. */
export const Membership = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const [opened, open] = useState<Open>(null)
  const { patron_id, member_until } = patron
  const over = member_until !== null && member_until < dayOf()
  const close = (): void => open(null)
  const unend = useUnend(patron_id)
  return (
    <Spine
      panel
      state={patron.end_reason === 'deceased' ? 'stop' : over ? 'ask' : undefined}
      className={css['block']}
    >
      <h2 className="k-text-md k-strong">{t.data.membership}</h2>
      <Facts patron={patron} over={over} />
      <EndSaid patron={patron} own={own} unend={unend} />
      {unend.error !== null && <Failed error={unend.error} />}
      {own && (opened === null || opened === 'why') && <Buttons patron={patron} open={open} />}
      {own && patron.card_type === undefined && (opened === null || opened === 'why') && (
        <WhyToggle shown={opened === 'why'} show={shown => open(shown ? 'why' : null)} />
      )}
      {own && (opened === 'renew' || opened === 'why') && (
        <Advised patron={patron}>
          {advice =>
            opened === 'why' ? (
              <WhyType advice={advice} />
            ) : (
              <Renew patron={patron} advice={advice} close={close} />
            )
          }
        </Advised>
      )}
      {opened === 'end' && <EndForm patron_id={patron_id} close={close} />}
      {opened === 'tariff' && <Tariff patron={patron} close={close} />}
    </Spine>
  )
}
