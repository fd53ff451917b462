import { readAccount } from '@kaft/contract/finance'
import { markCard } from '@kaft/contract/identity'
import { type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { problemText } from '../base/problem-text.ts'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import css from './patrons.module.css'
import { eidTexts } from './texts/eid.ts'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead, readAccount]

type Card = Patron['cards'][number]
type Marked = 'active' | 'lost' | 'ended'

/** What can be said of a card where it stands: lost, found again, withdrawn. */
const CardActs = ({ patron_id, card, name }: { patron_id: string; card: Card; name: string }): ReactNode => {
  const e = useTexts(eidTexts)
  const lang = useLanguage()
  const mark = useDo(markCard, refreshed)
  const { state: former } = card
  const ask = (state: Marked) => ({
    params: { patron_id, card_id: card.card_id },
    body: { command_id: newCommandId(), state },
  })
  const say = (state: Marked): void =>
    mark.mutate(ask(state), {
      onSuccess: () => {
        tellPatronChanged(patron_id)
        // An identity card that was withdrawn never works again.
        if (former === 'expired' || (state === 'ended' && card.card === null))
          return tell(e.cards.marked[state])
        offerWayBack(e.cards.marked[state], refreshed, async () => {
          // The wrong button was pressed: it works again first, and then is what it was.
          await call(markCard, ask('active'))
          if (former !== 'active') await call(markCard, ask(former))
          tellPatronChanged(patron_id)
          return e.cards.marked[former]
        })
      },
    })
  const act = (state: Marked, text: string): ReactNode => (
    <Button
      size="compact-sm"
      aria-label={e.cards.act(text, name)}
      disabled={mark.isPending}
      onClick={() => say(state)}
    >
      {text}
    </Button>
  )
  return (
    <span className="k-line">
      {card.state === 'active' && act('lost', e.cards.lost)}
      {card.state === 'lost' && act('active', e.cards.found)}
      {(card.state === 'active' || card.state === 'lost') && act('ended', e.cards.end)}
      {mark.error !== null && <StateWord state="stop">{problemText(mark.error, lang).text}</StateWord>}
    </span>
  )
}

/** A card, what it is now, and what can be said of it. */
export const CardLine = ({
  patron_id,
  card,
  own,
}: {
  patron_id: string
  card: Card
  own: boolean
}): ReactNode => {
  const t = useTexts(patronTexts)
  const e = useTexts(eidTexts)
  const f = useFormats()
  const name = card.card ?? e.cards.eid
  return (
    <div className={css['card']}>
      {card.card === null ? <span className="k-strong">{e.cards.eid}</span> : <code>{card.card}</code>}
      <span className={css['fact']}>
        {t.cards.since(f.dayYear(card.since))}
        {card.until !== null && ` · ${e.cards.until(f.dayYear(card.until))}`}
      </span>
      <StateWord state={card.state === 'active' ? 'ok' : 'stop'} size={16}>
        {t.cards.states[card.state]}
      </StateWord>
      {own && (
        <Allowed op={markCard}>
          <CardActs patron_id={patron_id} card={card} name={name} />
        </Allowed>
      )}
    </div>
  )
}
