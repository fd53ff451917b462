import { findPatrons, type Patron, registerPatron } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useGo } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { askDesk } from '../base/desk-door.ts'
import { ErrorSummary } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { cardInReader, useCards } from '../base/helper.ts'
import type { CardEvent } from '../base/helper.model.ts'
import { useDo } from '../base/hooks.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useMembershipTypes } from '../base/library-settings.ts'
import { useOnline } from '../base/online.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { ProblemError } from '../base/problem.ts'
import { useScans } from '../base/scans.ts'
import { Failed, Loading, NeedsLine } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { CardCompare } from './card-compare.tsx'
import { type CardReading, readingOf } from './card-reading.model.ts'
import css from './patrons.module.css'
import type { FormError } from './person.model.ts'
import { ChoiceFields, ContactFields, fieldId, NameFields, useErrorTexts } from './person-fields.tsx'
import { ReadPanel } from './read-panel.tsx'
import {
  Block,
  CardField,
  FeeLine,
  KnownBand,
  MembershipFields,
  NumberField,
  StatementFields,
} from './register-blocks.tsx'
import { fieldOfCode, proposalOf, readRegister, registerOrder, type RegisterKey } from './register.model.ts'
import {
  clearDraft,
  readIntoDraft,
  setDraft,
  useDraft,
  useIdentityRules,
  useKnown,
  useRecognised,
} from './register.state.ts'
import { patronTexts } from './texts/index.ts'

/** Registers, and then opens the desk with the new patron or their page. */
const useSubmit = () => {
  const t = useTexts(patronTexts)
  const go = useGo()
  const form = useDraft()
  const offers = useMembershipTypes()
  const register = useDo(registerPatron, [findPatrons])
  const [errors, setErrors] = useState<Readonly<Partial<Record<RegisterKey, FormError>>>>({})
  const [turn, setTurn] = useState(0)
  // The same press twice is one registration: a repeat carries the same command.
  const [command_id, setCommand] = useState(newCommandId)
  const today = dayOf()
  const proposal = proposalOf(form, offers ?? [], today)
  const done = (patron: Patron, lend: boolean): void => {
    clearDraft()
    tell(t.reg.done(`${patron.given_name} ${patron.family_name}`))
    if (lend) askDesk({ kind: 'open', patron_id: patron.patron_id })
    go(lend ? paths.desk : paths.patron(patron.patron_id))
  }
  const run = (lend: boolean): void => {
    if (register.isPending) return
    const read = readRegister(form, proposal, today)
    setErrors(read.ok ? {} : read.errors)
    if (!read.ok) return setTurn(n => n + 1)
    register.mutate(
      { body: { command_id, ...read.fields } },
      {
        onSuccess: patron => done(patron, lend),
        onError: error => {
          setTurn(n => n + 1)
          if (error instanceof ProblemError) setCommand(newCommandId())
        },
      },
    )
  }
  return { run, errors, turn, register, proposal, offers }
}

/** What is wrong, field by field: our own findings first, then the server's refusal at the field it is about. */
const useFaults = (errors: Readonly<Partial<Record<RegisterKey, FormError>>>, refused: Error | null) => {
  const t = useTexts(patronTexts)
  const lang = useLanguage()
  const own = useErrorTexts(errors)
  const field = refused instanceof ProblemError ? fieldOfCode(refused.problem.code) : null
  const said = refused instanceof ProblemError ? refused.problem.texts[lang] : ''
  const texts: Readonly<Partial<Record<RegisterKey, string>>> =
    field === null || Object.keys(own).length > 0 ? own : { [field]: said }
  const summary = registerOrder.flatMap(key => {
    const text = texts[key]
    return text === undefined ? [] : [{ id: fieldId(key), label: t.fields[key], text }]
  })
  return { texts, summary, other: field === null ? refused : null }
}

const takeCard = (event: CardEvent): void => {
  if (event.kind === 'card_in') readIntoDraft(readingOf('eid', event.card))
}

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
const Ends = ({ run, busy }: { run: (lend: boolean) => void; busy: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const online = useOnline()
  return (
    <div className="k-line k-line-end">
      <Button variant="subtle" onClick={clearDraft}>
        {t.reg.clear}
      </Button>
      <Button type="submit" disabled={busy || !online}>
        {t.reg.submit}
      </Button>
      <Button variant="filled" disabled={!online} loading={busy} onClick={() => run(true)}>
        {t.reg.submitAndLend} <kbd>Ctrl Enter</kbd>
      </Button>
    </div>
  )
}

/** A card that lies in the reader fills the form; what is left to say is how the statement was given, and then Enter registers. */
const useCardIntoForm = (read: CardReading | null, reads_eid: boolean): void => {
  useCards(event => {
    if (reads_eid) takeCard(event)
  })
  useEffect(() => {
    const here = cardInReader.get()
    // A card that the desk did not know still lies in the reader.
    if (here?.kind === 'card_in') takeCard(here)
    else document.getElementById(fieldId('family_name'))?.focus()
  }, [])
  useEffect(() => {
    if (read !== null) document.getElementById(fieldId('statement'))?.focus()
  }, [read])
}

const Form = (): ReactNode => {
  const t = useTexts(patronTexts)
  const form = useDraft()
  const known = useKnown(form)
  const { reads_eid } = useIdentityRules()
  const recognised = useRecognised(form.read)
  const { run, errors, turn, register, proposal, offers } = useSubmit()
  const { texts, summary, other } = useFaults(errors, register.error)
  useKeys(run)
  useScans(scan => setDraft({ card: scan.code }))
  useCardIntoForm(form.read, reads_eid)
  const props = { form, set: setDraft, errors: texts }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run(false)
  }
  const panel = reads_eid && <ReadPanel form={form} take={readIntoDraft} forget={clearDraft} />
  if (recognised.patron_id != null && form.read !== null)
    return (
      <div className={css['block']}>
        <CardCompare patron_id={recognised.patron_id} card={form.read.fields} leave={clearDraft} />
        {panel}
      </div>
    )
  // After a card was read, what is left to say stands right below it; the rest of the form may wait.
  const end = (
    <>
      <Block no={5} title={t.reg.blocks.statement}>
        <StatementFields {...props} />
      </Block>
      <Ends run={run} busy={register.isPending} />
    </>
  )
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      <ErrorSummary errors={summary} turn={turn} />
      {other !== null && <Failed error={other} again={() => run(false)} />}
      {panel}
      {recognised.error !== null && <Failed error={recognised.error} />}
      <KnownBand known={known} />
      {form.read !== null && proposal !== null && <FeeLine proposal={proposal} />}
      {form.read !== null && end}
      <Block no={1} title={t.reg.blocks.person}>
        <NameFields {...props}>
          <NumberField {...props} known={known} />
        </NameFields>
      </Block>
      <Block no={2} title={`${t.reg.blocks.contact} (${t.reg.notRequired})`}>
        <ContactFields {...props} />
      </Block>
      <Block no={3} title={t.reg.blocks.membership}>
        {offers === undefined ? (
          <Loading />
        ) : (
          <MembershipFields {...props} proposal={proposal} offers={offers}>
            <CardField {...props} />
          </MembershipFields>
        )}
      </Block>
      <Block no={4} title={t.reg.blocks.choices}>
        <ChoiceFields {...props} />
      </Block>
      {form.read === null && end}
    </form>
  )
}

/** Registering by identity card, by a file of the eID viewer, or by hand: one form for all. */
export const Screen = (): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <Page title={t.reg.title} about={t.reg.about}>
      <NeedsLine>{t.reg.offline}</NeedsLine>
      <Form />
    </Page>
  )
}
