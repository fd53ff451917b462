import { identityRules, recogniseEid } from '@kaft/contract/identity'
import { adviseMembership, type MembershipAdvice } from '@kaft/contract/memberships'
import { matchOnline, type MatchedOnline } from '@kaft/contract/online'
import { knownElsewhere } from '@kaft/contract/patrons'
import type { OkOf } from '@kaft/contract/operation'
import { useEffect } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseBirth } from '../base/day.model.ts'
import { dayOf } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useAllowed } from '../base/session.ts'
import { createStore, useStore } from '../base/store.ts'
import { type CardReading, fillFrom, proofOf } from './card-reading.model.ts'
import { digitsOf, numberState } from './national-number.model.ts'
import { emptyRegister, factsOf, type RegisterForm } from './register.model.ts'

/**
 * Forms outlive their screen: who looks something up meanwhile finds the typed work again. Each has its own: registering
 * somebody new, and each who registered on the internet.
 */
const drafts = createStore<Readonly<Record<string, RegisterForm>>>({})
/** The form of whoever is new. */
export const NEW = 'new'

export interface Draft {
  readonly form: RegisterForm
  readonly set: (changes: Partial<RegisterForm>) => void
  readonly clear: () => void
  /** A card or a file was read: it fills the form. */
  readonly take: (read: CardReading) => void
}

/** One form, which begins as `start`. */
export const useDraft = (of: string, start: RegisterForm = emptyRegister): Draft => {
  const form = useStore(drafts, all => all[of]) ?? start
  const change = (next: (form: RegisterForm) => RegisterForm): void =>
    drafts.set(all => ({ ...all, [of]: next(all[of] ?? start) }))
  return {
    form,
    set: changes => change(now => ({ ...now, ...changes })),
    clear: () => drafts.set(all => Object.fromEntries(Object.entries(all).filter(([key]) => key !== of))),
    take: read => change(now => fillFrom(now, read)),
  }
}

/** What the library may do with cards and numbers; everything while that is being read. */
export const useIdentityRules = (): OkOf<typeof identityRules> =>
  useRead(identityRules, {}, { fresh_ms: 60_000 }).data ?? {
    reads_eid: true,
    keeps_numbers: true,
    test_numbers: false,
  }

export interface Known {
  readonly answer: OkOf<typeof knownElsewhere> | undefined
  readonly error: Error | null
}

/** Asks once for each whole number that is backed by a card or a document whether it is known; nothing else asks. */
export const useKnown = (form: Pick<RegisterForm, 'national_number' | 'read' | 'seen'>): Known => {
  const ask = useDo(knownElsewhere)
  const { mutate, reset } = ask
  const proof = proofOf(form)
  const digits =
    numberState(form.national_number) === 'valid' && proof !== null ? digitsOf(form.national_number) : null
  useEffect(() => {
    if (digits === null || proof === null) reset()
    else mutate({ body: { national_number: digits, proof } })
  }, [digits, proof, mutate, reset])
  return digits === null ? { answer: undefined, error: null } : { answer: ask.data, error: ask.error }
}

export interface Recognised {
  /** Whose card it is, here or at a partner; undefined while nobody has answered. */
  readonly patron_id: string | null | undefined
  readonly error: Error | null
}

/** Asks whose card lies in the reader; a file is nobody's card. */
export const useRecognised = (read: CardReading | null): Recognised => {
  const ask = useDo(recogniseEid)
  const { mutate, reset } = ask
  const card = read?.from === 'eid' ? read.fields : null
  const { card_number = null, national_number = null, valid_until = null } = card ?? {}
  useEffect(() => {
    if (card_number === null) return reset()
    const number = national_number === null ? {} : { national_number }
    mutate({ body: { command_id: newCommandId(), card_number, valid_until, ...number } })
  }, [card_number, national_number, valid_until, mutate, reset])
  return card_number === null
    ? { patron_id: null, error: null }
    : { patron_id: ask.data?.patron_id, error: ask.error }
}

/** Which membership follows from what was typed so far, what it costs and why; the former answer stands until the next is there. */
export const useAdvice = (
  form: RegisterForm,
): { readonly advice: MembershipAdvice | undefined; readonly error: Error | null } => {
  const read = useRead(adviseMembership, { body: factsOf(form, dayOf()) }, { keep: true, fresh_ms: 60_000 })
  return { advice: read.data, error: read.error }
}

/** Whoever is registered now may have sent a form on the internet: asked once name and birth date are whole. */
export const useMatches = (form: RegisterForm): readonly MatchedOnline[] => {
  const [family_name, given_name] = [form.family_name.trim(), form.given_name.trim()]
  const birth_on = parseBirth(form.birth_on, dayOf())
  const whole = family_name !== '' && given_name !== '' && birth_on?.length === 10
  const enabled = useAllowed(matchOnline) && whole
  const query = { family_name, given_name, birth_on: birth_on ?? '' }
  return useRead(matchOnline, { query }, { enabled, fresh_ms: 60_000 }).data?.rows ?? []
}
