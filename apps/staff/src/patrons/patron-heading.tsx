import { scan } from '@kaft/contract/circulation'
import { receivePayment } from '@kaft/contract/finance'
import { confirmContact } from '@kaft/contract/patron-contact'
import type { Patron } from '@kaft/contract/patrons'
import { Spine, StateIcon, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { askDesk } from '../base/desk-door.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { blockedWhat } from './blocks.model.ts'
import { confirmContactOf } from './contact/confirm.ts'
import { contactTexts } from './contact/texts.ts'
import { Merged } from './merge/merged.tsx'
import { OnlineBand } from './online/online-band.tsx'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

const Stops = ({ patron, expired }: { patron: Patron; expired: string | null }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  return (
    <>
      {expired !== null && <StateWord state="ask">{t.blocks.expired(f.dayYear(expired))}</StateWord>}
      {patron.blocks
        .filter(block => block.cause !== 'not_identified' || patron.online === null)
        .map(block => (
          <StateWord key={block.block_id} state={block.actions.includes('loan') ? 'stop' : 'ask'}>
            {blockedWhat(t, block.actions)} {block.reason} (
            {t.blocks.untilShown(block.until && f.dayYear(block.until))}).
          </StateWord>
        ))}
    </>
  )
}

/** What comes first with most; with who was not seen at the desk yet, that does. On data that are only kept nothing is lent. */
const Actions = ({
  patron_id,
  first,
  kept,
}: {
  patron_id: string
  first: boolean
  kept: boolean
}): ReactNode => {
  const t = useTexts(patronTexts)
  const go = useGo()
  const lend = (): void => {
    askDesk({ kind: 'open', patron_id })
    go(paths.desk)
  }
  return (
    <div className="k-line">
      <Allowed op={scan}>
        <Button variant={first ? 'filled' : 'default'} disabled={kept} onClick={lend}>
          {t.lend}
        </Button>
      </Allowed>
      <Allowed op={receivePayment}>
        <Button onClick={() => go(paths.pay(patron_id))}>
          {t.pay} <kbd>F8</kbd>
        </Button>
      </Allowed>
    </div>
  )
}

/** Somebody who came over from another system, until the first visit: a calm word, and the key that says it is right. */
const CameOver = ({ patron_id }: { patron_id: string }): ReactNode => {
  const c = useTexts(contactTexts)
  return (
    <p className="k-line">
      <StateIcon state="move" />
      <span className="k-quiet">{c.cameOver}</span>
      <Allowed op={confirmContact}>
        <Button size="compact-sm" onClick={() => void confirmContactOf(patron_id)}>
          {c.confirm}
        </Button>
      </Allowed>
    </p>
  )
}

/** Who it is and what holds for everything on the page. Age group and not age; the rest stands under the data. */
export const PatronHeading = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const c = useTexts(contactTexts)
  const f = useFormats()
  const { member_until } = patron
  const expired = member_until !== null && member_until < dayOf() ? member_until : null
  const state = patron.blocks.some(block => block.actions.includes('loan'))
    ? 'stop'
    : expired === null
      ? undefined
      : 'ask'
  const card = patron.cards.find(one => one.state === 'active')
  const facts = [
    patron.card_type === undefined ? t.ages[patron.age_group] : null,
    patron.membership_name === t.ages[patron.age_group] ? null : patron.membership_name,
    member_until === null ? t.memberForever : t.memberUntil(f.dayYear(member_until)),
    card === undefined ? t.noCard : t.card(card.card?.slice(-4) ?? 'eID'),
    c.checked(f.dayYear(patron.contact_checked_on)),
    t.history[patron.keep_history ? 'true' : 'false'],
  ].filter(fact => fact !== null)
  return (
    <Spine panel state={state} className="k-stack">
      <div className="k-line k-line-between">
        <div className={css['who']}>
          <h1 className="k-text-lg k-strong">
            {patron.given_name} {patron.family_name}
          </h1>
          <p className="k-quiet">{facts.join(' · ')}</p>
        </div>
        <Actions
          patron_id={patron.patron_id}
          first={patron.online === null}
          kept={patron.restricted.includes('functional')}
        />
      </div>
      <Merged patron={patron} />
      {own && patron.online !== null && <OnlineBand patron={patron} online={patron.online} />}
      {own && patron.came_over && <CameOver patron_id={patron.patron_id} />}
      <Stops patron={patron} expired={expired} />
      {!own && <StateWord state="move">{t.notOwn(patron.library_name)}</StateWord>}
    </Spine>
  )
}
