import { recogniseEid } from '@kaft/contract/identity'
import { registerPatron } from '@kaft/contract/patrons'
import type { CardFields } from '@kaft/eid'
import { useEffect } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { askDesk } from '../base/desk-door.ts'
import { followHelper, onUnusedCard, shortSets } from '../base/helper.ts'
import type { CardEvent } from '../base/helper.model.ts'
import { language, textsNow } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { problemText } from '../base/problem-text.ts'
import { allows, type Session } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { showToast } from '../base/toast.ts'
import { gate, noteActivity, uncover } from './gate.ts'
import { shellTexts } from './texts.ts'

type Go = (to: string) => void

const warn = (text: string): void => {
  playSound('stop')
  announce(text, 'assertive')
  showToast({ text })
}

/** A card at the desk opens its patron, wherever the screen stands; one that is not known here is offered for registration. */
const openBy = async (card: CardFields, session: Session, go: Go): Promise<void> => {
  const t = textsNow(shellTexts)
  const { card_number, valid_until, national_number } = card
  if (card_number === null) return warn(t.notReadable)
  const number = national_number === null ? {} : { national_number }
  const body = { command_id: newCommandId(), card_number, valid_until, ...number }
  const { patron_id } = await call(recogniseEid, { body })
  if (patron_id !== null) {
    askDesk({ kind: 'open', patron_id })
    return go(paths.desk)
  }
  playSound('unknown')
  const register = {
    label: textsNow({ nl: 'Inschrijven', en: 'Register' }),
    run: () => go(paths.registerPatron),
  }
  showToast({ text: t.notKnownCard, ...(allows(session, registerPatron.leave) ? { action: register } : {}) })
  announce(t.notKnownCard, 'assertive')
}

/** Card in is open; card out closes nothing by itself, since staff may still be busy with the patron. */
const onCard = (event: CardEvent, session: Session, go: Go): void => {
  if (gate.get() === 'locked' || event.kind === 'card_out') return
  uncover()
  noteActivity()
  const t = textsNow(shellTexts)
  if (event.kind === 'card_unread') return warn(event.why === 'other_card' ? t.otherCard : t.notReadable)
  if (!allows(session, recogniseEid.leave)) return
  openBy(event.card.fields, session, go).catch((fault: Error) =>
    warn(problemText(fault, language.get()).text),
  )
}

/** Keeps the line to the helper, and says what happens to a card and a stack that no screen asked for. */
export const useHelper = (session: Session, go: Go): void => {
  useEffect(() => followHelper(), [])
  useEffect(() => onUnusedCard(event => onCard(event, session, go)), [go, session])
  useEffect(
    () =>
      shortSets.subscribe(() => {
        const t = textsNow(shellTexts)
        for (const set of shortSets.get()) {
          playSound('ask')
          showToast({ text: t.partsRead(set.part, set.parts) })
          announce(t.partsRead(set.part, set.parts), 'assertive')
        }
      }),
    [],
  )
}
