import { changeCalendars, readCalendar } from '@kaft/contract/organisation'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { offerWayBack } from '../base/undo.ts'
import { textsNow } from '../base/language.ts'
import { queryClient } from '../base/query-client.ts'
import { baseTexts } from '../base/texts.ts'
import { type Change, type Exceptional, inverseOf } from './calendar.model.ts'
import { settingsTexts } from './texts/index.ts'

/** One branch with the change that it needs. */
export interface Sent {
  readonly branch_id: string
  readonly change: Change
  readonly before: readonly Exceptional[]
}

/** Sends the changes of all branches as one command: they all change, or none does. */
const send = (sent: readonly Pick<Sent, 'branch_id' | 'change'>[]): Promise<unknown> =>
  call(changeCalendars, {
    body: {
      command_id: newCommandId(),
      branches: sent.map(({ branch_id, change: { set, clear } }) => ({
        branch_id,
        set: [...set],
        clear: [...clear],
      })),
    },
  })
const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: [readCalendar.id] })

/** Sends the changes of one save, and offers to take all of them back. */
export const saveChanges = async (sent: readonly Sent[]): Promise<void> => {
  await send(sent)
  await refresh()
  const count = Math.max(...sent.map(({ change }) => change.set.length + change.clear.length))
  const text = textsNow(settingsTexts).calendar.done(count)
  offerWayBack(text, [readCalendar], async () => {
    await send(sent.map(one => ({ ...one, change: inverseOf(one.change, one.before) })))
    return textsNow(baseTexts).undone
  })
}
