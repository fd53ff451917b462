import { readAccount } from '@kaft/contract/finance'
import { type Patron, readPatron, readPatronHead, replaceCard } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useSetting } from '../base/library-settings.ts'
import { problemText } from '../base/problem-text.ts'
import { useScans } from '../base/scans.ts'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './patrons.module.css'
import { Choice } from './person-fields.tsx'
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

/** The cards of a patron: the one in use, and those that open nothing any more. */
export const Cards = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const [replaces, setReplaces] = useState(false)
  return (
    <Spine panel className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.data.cards}</h2>
        {own && !replaces && (
          <Allowed op={replaceCard}>
            <Button size="compact-sm" onClick={() => setReplaces(true)}>
              {t.cards.replace}
            </Button>
          </Allowed>
        )}
      </div>
      {replaces && <NewCard patron_id={patron.patron_id} close={() => setReplaces(false)} />}
      {patron.cards.map(card => (
        <div key={card.card} className={css['card']}>
          <code>{card.card}</code>
          <span className={css['fact']}>{t.cards.since(f.dayYear(card.since))}</span>
          <StateWord state={card.state === 'active' ? 'ok' : 'stop'} size={16}>
            {t.cards.states[card.state]}
          </StateWord>
        </div>
      ))}
    </Spine>
  )
}
