import { readAccount } from '@kaft/contract/finance'
import { addCard, addEid } from '@kaft/contract/identity'
import { type Patron, readPatron, readPatronHead, replaceCard } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { cardInReader, helperState, useCards } from '../base/helper.ts'
import type { CardEvent } from '../base/helper.model.ts'
import { useDo } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useSetting } from '../base/library-settings.ts'
import { problemText } from '../base/problem-text.ts'
import { useScans } from '../base/scans.ts'
import { useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { CardLine } from './card-line.tsx'
import css from './patrons.module.css'
import { Choice } from './person-fields.tsx'
import { useIdentityRules } from './register.state.ts'
import { eidTexts } from './texts/eid.ts'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead, readAccount]
type Former = 'lost' | 'ended'

const NewCard = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(patronTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const lang = useLanguage()
  const fee = useSetting('patrons.card_fee_cents')
  const replace = useDo(replaceCard, refreshed)
  const [card, setCard] = useState('')
  const [former, setFormer] = useState<Former>('lost')
  const [charge_fee, setFee] = useState(true)
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  useScans(scan => setCard(scan.code))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (card.trim() === '') return
    const charges = charge_fee && former === 'lost' && typeof fee === 'number' && fee > 0
    replace.mutate(
      {
        params: { patron_id },
        body: { command_id: newCommandId(), card: card.trim(), former, charge_fee: charges },
      },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.cards.given)
          close()
        },
      },
    )
  }
  const refused = replace.error === null ? undefined : problemText(replace.error, lang).text
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      <TextInput
        ref={field}
        label={t.cards.scan}
        value={card}
        autoComplete="off"
        error={tried && card.trim() === '' ? t.errors.card : refused}
        onChange={event => setCard(event.currentTarget.value)}
      />
      <Choice
        id="former-card"
        label={t.cards.former}
        value={former}
        of={(['lost', 'ended'] as const).map(one => [one, t.cards.states[one]] as const)}
        onValue={setFormer}
      />
      {former === 'lost' && typeof fee === 'number' && fee > 0 && (
        <Checkbox
          label={t.cards.fee(f.money(fee))}
          checked={charge_fee}
          onChange={event => setFee(event.currentTarget.checked)}
        />
      )}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={replace.isPending}>
          {t.cards.give}
        </Button>
      </div>
    </form>
  )
}

/** A further card beside those that work. */
const FurtherCard = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const e = useTexts(eidTexts)
  const b = useTexts(baseTexts)
  const t = useTexts(patronTexts)
  const lang = useLanguage()
  const add = useDo(addCard, refreshed)
  const [card, setCard] = useState('')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  useScans(scan => setCard(scan.code))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (card.trim() === '') return
    add.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), card: card.trim() } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(e.cards.furtherAdded)
          close()
        },
      },
    )
  }
  const refused = add.error === null ? undefined : problemText(add.error, lang).text
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      <TextInput
        ref={field}
        label={e.cards.scan}
        value={card}
        autoComplete="off"
        error={tried && card.trim() === '' ? t.errors.card : refused}
        onChange={event => setCard(event.currentTarget.value)}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={add.isPending}>
          {e.cards.addFurther}
        </Button>
      </div>
    </form>
  )
}

/** Waits for the identity card of this patron, and makes it a library card. */
const EidCard = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const e = useTexts(eidTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  const add = useDo(addEid, refreshed)
  const [unread, setUnread] = useState(false)
  const take = (event: CardEvent | null): void => {
    setUnread(
      event?.kind === 'card_unread' || (event?.kind === 'card_in' && event.card.fields.card_number === null),
    )
    if (event?.kind !== 'card_in' || event.card.fields.card_number === null) return
    const { card_number, valid_until, national_number } = event.card.fields
    const number = national_number === null ? {} : { national_number }
    add.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), card_number, valid_until, ...number } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(e.cards.added)
          close()
        },
      },
    )
  }
  useCards(take)
  const here = useStore(cardInReader)
  return (
    <div className={css['block']}>
      <p>{e.cards.addEidHint}</p>
      {unread && <StateWord state="stop">{e.unread.any}</StateWord>}
      {add.error !== null && <StateWord state="stop">{problemText(add.error, lang).text}</StateWord>}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        {here?.kind === 'card_in' && (
          <Button variant="filled" loading={add.isPending} onClick={() => take(here)}>
            {e.cards.addEid}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The cards of a patron: those in use, and those that open nothing any more. */
export const Cards = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const e = useTexts(eidTexts)
  const helper = useStore(helperState)
  const { reads_eid } = useIdentityRules()
  const [doing, setDoing] = useState<'replace' | 'further' | 'eid' | null>(null)
  const { patron_id } = patron
  const close = (): void => setDoing(null)
  return (
    <Spine panel className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.data.cards}</h2>
        {own && doing === null && (
          <Allowed op={replaceCard}>
            <span className="k-line">
              {reads_eid && helper === 'here' && (
                <Button size="compact-sm" onClick={() => setDoing('eid')}>
                  {e.cards.addEid}
                </Button>
              )}
              <Button size="compact-sm" onClick={() => setDoing('further')}>
                {e.cards.further}
              </Button>
              <Button size="compact-sm" onClick={() => setDoing('replace')}>
                {t.cards.replace}
              </Button>
            </span>
          </Allowed>
        )}
      </div>
      {doing === 'replace' && <NewCard patron_id={patron_id} close={close} />}
      {doing === 'further' && <FurtherCard patron_id={patron_id} close={close} />}
      {doing === 'eid' && <EidCard patron_id={patron_id} close={close} />}
      {patron.cards.map(card => (
        <CardLine key={card.card_id} patron_id={patron_id} card={card} own={own} />
      ))}
    </Spine>
  )
}
