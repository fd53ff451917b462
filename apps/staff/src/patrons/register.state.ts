import { knownElsewhere } from '@kaft/contract/patrons'
import type { OkOf } from '@kaft/contract/operation'
import { useEffect } from 'react'
import { useDo } from '../base/hooks.ts'
import { useSetting } from '../base/library-settings.ts'
import { createStore, useStore } from '../base/store.ts'
import { digitsOf, numberState } from './national-number.model.ts'
import { emptyRegister, type RegisterForm } from './register.model.ts'

/** The form outlives the screen: who looks something up meanwhile finds the typed work again. */
const draft = createStore<RegisterForm>(emptyRegister)

export const useDraft = (): RegisterForm => useStore(draft)
export const setDraft = (changes: Partial<RegisterForm>): void => draft.set(form => ({ ...form, ...changes }))
export const clearDraft = (): void => draft.set(emptyRegister)

/** Whether the library may keep the number; true while the setting is being read. */
export const useMayKeepNumber = (): boolean => useSetting('patrons.use_national_number') !== false

export interface Known {
  readonly answer: OkOf<typeof knownElsewhere> | undefined
  readonly error: Error | null
}

/** Asks once for each whole number whether it is known; half a number asks nothing. */
export const useKnown = (typed: string): Known => {
  const ask = useDo(knownElsewhere)
  const { mutate, reset } = ask
  const digits = numberState(typed) === 'valid' ? digitsOf(typed) : null
  useEffect(() => {
    if (digits === null) reset()
    else mutate({ body: { national_number: digits } })
  }, [digits, mutate, reset])
  return digits === null ? { answer: undefined, error: null } : { answer: ask.data, error: ask.error }
}
