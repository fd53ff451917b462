import { mailReceipt, patronMessages, withdrawMessage } from '@kaft/contract/messaging'
import { call } from './api.ts'
import { newCommandId } from './command-id.ts'
import { formatsIn } from './format.ts'
import { language, textsNow } from './language.ts'
import { receiptTexts } from './receipt-texts.ts'
import { printing } from './slips.tsx'
import { tell } from './tell.ts'
import { offerWayBack } from './undo.ts'

/** Mails the receipt of what happened for a patron since a moment, to the address of the record, and says when it leaves. */
export const sendReceipt = async (patron_id: string, since: string): Promise<void> => {
  const { message_id, not_before, own } = await call(mailReceipt, {
    params: { patron_id },
    body: { command_id: newCommandId(), since },
  })
  const t = textsNow(receiptTexts)
  const told = t.mailLeaves(formatsIn(language.get()).time(not_before))
  if (!own) return tell(told)
  offerWayBack(told, [patronMessages], async () => {
    await call(withdrawMessage, { params: { message_id }, body: { command_id: newCommandId() } })
    return t.mailBack
  })
}

/** The same where no place on the screen can say that it did not work: it is said in passing. */
export const sendReceiptOrTell = (patron_id: string, since: string): void =>
  void printing(() => sendReceipt(patron_id, since))
