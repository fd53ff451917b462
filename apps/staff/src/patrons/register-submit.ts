import type { Patron } from '@kaft/contract/patrons'
import { useState } from 'react'
import { useGo } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { askDesk } from '../base/desk-door.ts'
import { dayOf } from '../base/format.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { ProblemError } from '../base/problem.ts'
import type { FormError } from './person.model.ts'
import { fieldId, useErrorTexts } from './person-fields.tsx'
import {
  fieldOfCode,
  type Proposal,
  readRegister,
  type RegisterBody,
  type RegisterKey,
  registerOrder,
} from './register.model.ts'
import type { Draft } from './register.state.ts'
import { patronTexts } from './texts/index.ts'

/** Sends the form, and says what became of it. */
export interface Send {
  readonly busy: boolean
  readonly error: Error | null
  readonly run: (
    body: RegisterBody & { command_id: string },
    says: { onSuccess: (patron: Patron) => void; onError: (error: Error) => void },
  ) => void
  readonly done: (name: string) => void
}

type Errors = Readonly<Partial<Record<RegisterKey, FormError>>>

/** Reads the form, sends it, and then opens the desk with the patron, or their page. */
export const useSubmit = (draft: Draft, proposal: Proposal | null, send: Send) => {
  const go = useGo()
  const [errors, setErrors] = useState<Errors>({})
  const [turn, setTurn] = useState(0)
  // The same press twice is one registration: a repeat carries the same command.
  const [command_id, setCommand] = useState(newCommandId)
  const done = (patron: Patron, lend: boolean): void => {
    draft.clear()
    send.done(`${patron.given_name} ${patron.family_name}`)
    if (lend) askDesk({ kind: 'open', patron_id: patron.patron_id })
    go(lend ? paths.desk : paths.patron(patron.patron_id))
  }
  const run = (lend: boolean): void => {
    if (send.busy) return
    const read = readRegister(draft.form, proposal, dayOf())
    setErrors(read.ok ? {} : read.errors)
    if (!read.ok) return setTurn(n => n + 1)
    send.run(
      { command_id, ...read.fields },
      {
        onSuccess: patron => done(patron, lend),
        onError: error => {
          setTurn(n => n + 1)
          if (error instanceof ProblemError) setCommand(newCommandId())
        },
      },
    )
  }
  return { run, errors, turn, busy: send.busy, refused: send.error }
}

/** What is wrong, field by field: our own findings first, then the server's refusal at the field it is about. */
export const useFaults = (errors: Errors, refused: Error | null) => {
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
