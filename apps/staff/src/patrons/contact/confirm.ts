import { confirmContact, unconfirmContact } from '@kaft/contract/patron-contact'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { announce } from '../../base/announce.ts'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { offerWayBack } from '../../base/undo.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { language, textsNow } from '../../base/language.ts'
import { problemText } from '../../base/problem-text.ts'
import { queryClient } from '../../base/query-client.ts'
import { showToast } from '../../base/toast.ts'
import { contactTexts } from './texts.ts'

const shown = [readPatron, readPatronHead]
const refresh = async (patron_id: string): Promise<void> => {
  for (const op of shown) await queryClient.invalidateQueries({ queryKey: [op.id] })
  tellPatronChanged(patron_id)
}
const failed = (error: unknown): void => {
  const { text } = problemText(error, language.get())
  showToast({ text })
  announce(text, 'assertive')
}

const takeBack = async (patron_id: string): Promise<string> => {
  await call(unconfirmContact, { params: { patron_id } })
  tellPatronChanged(patron_id)
  return textsNow(contactTexts).unconfirmed
}

/** The patron says that e-mail and address are still right; the toast takes it back. */
export const confirmContactOf = async (patron_id: string): Promise<void> => {
  const t = textsNow(contactTexts)
  try {
    await call(confirmContact, { params: { patron_id }, body: { command_id: newCommandId() } })
    await refresh(patron_id)
    offerWayBack(t.confirmed, shown, () => takeBack(patron_id))
  } catch (error) {
    failed(error)
  }
}
