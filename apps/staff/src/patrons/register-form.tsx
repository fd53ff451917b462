import type { Patron } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { ErrorSummary } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { cardInReader, useCards } from '../base/helper.ts'
import type { CardEvent } from '../base/helper.model.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { useOnline } from '../base/online.ts'
import { useScans } from '../base/scans.ts'
import { Failed, Loading } from '../base/states.tsx'
import { Cooperating } from './cooperating.tsx'
import { CardCompare } from './card-compare.tsx'
import { type CardReading, readingOf } from './card-reading.model.ts'
import { MatchBand } from './online/match-band.tsx'
import css from './patrons.module.css'
import { ChoiceFields, ContactFields, fieldId, NameFields } from './person-fields.tsx'
import { ReadPanel } from './read-panel.tsx'
import { Block, CardField, KnownBand, NumberField, StatementFields } from './register-blocks.tsx'
import { FeeLine, MembershipFields } from './register-membership.tsx'
import { proposalOf } from './register.model.ts'
import {
  type Draft,
  useAdvice,
  useIdentityRules,
  useKnown,
  useMatches,
  useRecognised,
} from './register.state.ts'
import { type Send, useFaults, useSubmit } from './register-submit.ts'
import { patronTexts } from './texts/index.ts'

const useKeys = (run: (lend: boolean) => void): void => {
  const { nl, en } = patronTexts
  const focusBlock = (no: number): void =>
    document.querySelector<HTMLElement>(`#block-${no} :is(input, select, button)`)?.focus()
  const keys: readonly Shortcut[] = [1, 2, 3, 4, 5].map(no => ({
    id: `register.block.${no}`,
    combo: `Alt+${no}`,
    does: { nl: nl.keys.block(no), en: en.keys.block(no) },
    run: () => focusBlock(no),
  }))
  useShortcuts([
    ...keys,
    {
      id: 'register.lend',
      combo: 'Ctrl+Enter',
      does: { nl: nl.keys.register, en: en.keys.register },
      run: () => run(true),
    },
  ])
}

/** The two ways to end the form, and the one to begin anew. */
const Ends = ({
  run,
  clear,
  busy,
  verb,
}: {
  run: (lend: boolean) => void
  clear: () => void
  busy: boolean
  verb: { readonly one: string; readonly lend: string }
}): ReactNode => {
  const t = useTexts(patronTexts)
  const online = useOnline()
  return (
    <div className="k-line k-line-end">
      <Button variant="subtle" onClick={clear}>
        {t.reg.clear}
      </Button>
      <Button type="submit" disabled={busy || !online}>
        {verb.one}
      </Button>
      <Button variant="filled" disabled={!online} loading={busy} onClick={() => run(true)}>
        {verb.lend} <kbd>Ctrl Enter</kbd>
      </Button>
    </div>
  )
}

/** A card that lies in the reader fills the form; what is left to say comes next, and then Enter registers. */
const useCardIntoForm = (draft: Draft, reads_eid: boolean, next: string): void => {
  const { read } = draft.form
  const takeCard = (event: CardEvent): void => {
    if (event.kind === 'card_in') draft.take(readingOf('eid', event.card))
  }
  const take = useRef(takeCard)
  useCards(event => {
    if (reads_eid) takeCard(event)
  })
  useEffect(() => {
    const here = cardInReader.get()
    // A card that the desk did not know still lies in the reader.
    if (here?.kind === 'card_in') take.current(here)
    else document.getElementById(fieldId('family_name'))?.focus()
  }, [])
  useEffect(() => {
    if (read !== null) document.getElementById(fieldId(next))?.focus()
  }, [read, next])
}

/** What the two screens that use this form differ in. */
export interface FormOf {
  readonly draft: Draft
  readonly send: Send
  /** Who registered on the internet and is at the desk now; absent for whoever is new. */
  readonly patron?: Patron
  /** The last block: how the statement was given, or what proves who this is. */
  readonly last: { readonly title: string; readonly body: ReactNode; readonly first: string }
  readonly verb: { readonly one: string; readonly lend: string }
}

const Fields = ({
  of: { draft, patron, last, verb, send },
  read,
}: {
  of: FormOf
  read: CardReading | null
}): ReactNode => {
  const t = useTexts(patronTexts)
  const { form, set, clear, take } = draft
  const known = useKnown(form)
  const { reads_eid } = useIdentityRules()
  const { advice, error } = useAdvice(form)
  const proposal = proposalOf(form, advice, dayOf())
  const { run, errors, turn, busy, refused } = useSubmit(draft, proposal, send)
  const { texts, summary, other } = useFaults(errors, refused)
  useKeys(run)
  useScans(scan => set({ card: scan.code }))
  const props = { form, set, errors: texts }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run(false)
  }
  // After a card was read, what is left to say stands right below it; the rest of the form may wait.
  const end = (
    <>
      <Block no={5} title={last.title}>
        {last.body}
        {patron === undefined && <StatementFields {...props} />}
        <Cooperating />
      </Block>
      <Ends run={run} clear={clear} busy={busy} verb={verb} />
    </>
  )
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      <ErrorSummary errors={summary} turn={turn} />
      {other !== null && <Failed error={other} again={() => run(false)} />}
      {reads_eid && <ReadPanel form={form} take={take} forget={clear} />}
      <KnownBand known={known} except={patron?.patron_id} />
      {read !== null && proposal !== null && <FeeLine proposal={proposal} />}
      {read !== null && end}
      <Block no={1} title={t.reg.blocks.person}>
        <NameFields {...props}>
          <NumberField {...props} known={known} />
        </NameFields>
      </Block>
      <Block no={2} title={`${t.reg.blocks.contact} (${t.reg.notRequired})`}>
        <ContactFields {...props} />
      </Block>
      <Block no={3} title={t.reg.blocks.membership}>
        {error !== null && <Failed error={error} />}
        {advice === undefined ? (
          <Loading />
        ) : (
          <MembershipFields {...props} proposal={proposal} advice={advice}>
            <CardField {...props} />
          </MembershipFields>
        )}
      </Block>
      <Block no={4} title={t.reg.blocks.choices}>
        <ChoiceFields {...props} />
      </Block>
      {read === null && end}
    </form>
  )
}

/** The form of registration. The card of somebody who is a patron already shows that patron instead. */
export const RegisterForm = (of: FormOf): ReactNode => {
  const { draft, patron } = of
  const { reads_eid } = useIdentityRules()
  const recognised = useRecognised(draft.form.read)
  const matches = useMatches(draft.form)
  useCardIntoForm(draft, reads_eid, of.last.first)
  const { read } = draft.form
  if (recognised.patron_id != null && recognised.patron_id !== patron?.patron_id && read !== null)
    return (
      <div className={css['block']}>
        <CardCompare
          patron_id={recognised.patron_id}
          card={read.fields}
          leave={draft.clear}
          {...(patron === undefined ? {} : { online_id: patron.patron_id })}
        />
        {reads_eid && <ReadPanel form={draft.form} take={draft.take} forget={draft.clear} />}
      </div>
    )
  return (
    <>
      {recognised.error !== null && <Failed error={recognised.error} />}
      {patron === undefined && <MatchBand matches={matches} />}
      <Fields of={of} read={read} />
    </>
  )
}
