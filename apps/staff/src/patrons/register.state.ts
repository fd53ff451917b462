import { identityRules, recogniseEid } from '@kaft/contract/identity'
import { knownElsewhere } from '@kaft/contract/patrons'
import type { OkOf } from '@kaft/contract/operation'
import { useEffect } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { createStore, useStore } from '../base/store.ts'
import { type CardReading, fillFrom, proofOf } from './card-reading.model.ts'
import { digitsOf, numberState } from './national-number.model.ts'
import { emptyRegister, type RegisterForm } from './register.model.ts'

/** The form outlives the screen: who looks something up meanwhile finds the typed work again. */
const draft = createStore<RegisterForm>(emptyRegister)

export const useDraft = (): RegisterForm => useStore(draft)
export const setDraft = (changes: Partial<RegisterForm>): void => draft.set(form => ({ ...form, ...changes }))
export const clearDraft = (): void => draft.set(emptyRegister)
/** A card or a file was read: it fills the form. */
export const readIntoDraft = (read: CardReading): void => draft.set(form => fillFrom(form, read))

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
