import { changeCalendar, readCalendar } from '@kaft/contract/organisation'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { offerWayBack } from '../base/undo.ts'
import { textsNow } from '../base/language.ts'
import { queryClient } from '../base/query-client.ts'
import { baseTexts } from '../base/texts.ts'
import { type Change, type Exceptional, inverseOf } from './calendar.model.ts'
import { settingsTexts } from './texts/index.ts'

/** Sends a change to one branch. */
const send = (branch_id: string, { set, clear }: Change): Promise<unknown> =>
  call(changeCalendar, {
    params: { branch_id },
    body: { command_id: newCommandId(), set: [...set], clear: [...clear] },
  })
const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [readCalendar.id] })

/** One branch with the change that it needs. */
export interface Sent {
  readonly branch_id: string
  readonly change: Change
  readonly before: readonly Exceptional[]
}

/** Sends the changes of one save, and offers to take all of them back. */
export const saveChanges = async (sent: readonly Sent[]): Promise<void> => {
  for (const { branch_id, change } of sent) await send(branch_id, change)
  await refresh()
  const count = Math.max(...sent.map(({ change }) => change.set.length + change.clear.length))
  const text = textsNow(settingsTexts).calendar.done(count)
  offerWayBack(text, [readCalendar], async () => {
    for (const { branch_id, change, before } of sent) await send(branch_id, inverseOf(change, before))
    return textsNow(baseTexts).undone
  })
}
