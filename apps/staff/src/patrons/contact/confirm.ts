import { confirmContact, unconfirmContact } from '@kaft/contract/patron-contact'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { announce } from '../../base/announce.ts'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { language, textsNow } from '../../base/language.ts'
import { problemText } from '../../base/problem-text.ts'
import { queryClient } from '../../base/query-client.ts'
import { tell } from '../../base/tell.ts'
import { showToast } from '../../base/toast.ts'
import { contactTexts } from './texts.ts'

const refresh = async (patron_id: string): Promise<void> => {
  for (const op of [readPatron, readPatronHead]) await queryClient.invalidateQueries({ queryKey: [op.id] })
  tellPatronChanged(patron_id)
}
const failed = (error: unknown): void => {
  const { text } = problemText(error, language.get())
  showToast({ text })
  announce(text, 'assertive')
}

const takeBack = async (patron_id: string): Promise<void> => {
  try {
    await call(unconfirmContact, { params: { patron_id } })
    await refresh(patron_id)
    tell(textsNow(contactTexts).unconfirmed)
  } catch (error) {
    failed(error)
  }
}

/** The patron says that e-mail and address are still right; the toast takes it back. */
export const confirmContactOf = async (patron_id: string): Promise<void> => {
  const t = textsNow(contactTexts)
  try {
    await call(confirmContact, { params: { patron_id }, body: { command_id: newCommandId() } })
    await refresh(patron_id)
    announce(t.confirmed)
    showToast({
      text: t.confirmed,
      action: { label: t.undo, run: () => void takeBack(patron_id) },
    })
  } catch (error) {
    failed(error)
  }
}
