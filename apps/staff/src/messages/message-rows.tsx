import {
  listMessages,
  type Message,
  patronMessages,
  retryMessage,
  withdrawMessage,
} from '@kaft/contract/messaging'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { messageTexts } from './texts.ts'

/** A link would stand on paper for whoever opens the letter, and a receipt on paper is printed at the desk. */
const byMailOnly: readonly Message['kind'][] = ['reader_link', 'receipt']

const useActs = () => {
  const t = useTexts(messageTexts)
  const refreshes = [listMessages, patronMessages]
  const withdraw = useDo(withdrawMessage, refreshes)
  const retry = useDo(retryMessage, refreshes)
  return {
    // A second press on a slow line would ask again what is done already, and show a refusal.
    busy: withdraw.isPending || retry.isPending,
    error: withdraw.error ?? retry.error,
    withdraw: ({ message_id }: Message): void =>
      withdraw.mutate(
        { params: { message_id }, body: { command_id: newCommandId() } },
        { onSuccess: () => tell(t.withdrawn) },
      ),
    retry: ({ message_id }: Message, channel: 'email' | 'letter'): void =>
      retry.mutate(
        { params: { message_id }, body: { command_id: newCommandId(), channel } },
        { onSuccess: () => tell(t.retried) },
      ),
  }
}

/** Messages that wait or failed, each with what can be done about it. */
export const MessageRows = ({ rows, label }: { rows: readonly Message[]; label: string }): ReactNode => {
  const t = useTexts(messageTexts)
  const f = useFormats()
  const acts = useActs()
  return (
    <div className="k-stack">
      {acts.error !== null && <Failed error={acts.error} />}
      <TableBox label={label}>
        <Heads names={t.rowHeads} />
        <tbody>
          {rows.map(row => (
            <tr key={row.message_id}>
              <td>
                <To to={paths.patron(row.patron_id, 'berichten')}>{row.patron_name}</To>
              </td>
              <td>
                {t.step(t.kinds[row.kind], row.step)}
                {row.reason !== null && <div className="k-quiet">{t.reasons[row.reason]}</div>}
              </td>
              <td>{row.title}</td>
              <td>{t.channels[row.channel]}</td>
              <td>
                {f.dayShort(dayOf(row.not_before))} {f.time(row.not_before)}
              </td>
              <td className="k-number">
                {row.state === 'planned' ? (
                  <Button
                    size="compact-sm"
                    aria-label={`${t.withdraw}: ${row.patron_name}, ${row.title}`}
                    disabled={acts.busy}
                    onClick={() => acts.withdraw(row)}
                  >
                    {t.withdraw}
                  </Button>
                ) : (
                  <div className="k-line k-line-end">
                    <Button size="compact-sm" disabled={acts.busy} onClick={() => acts.retry(row, 'email')}>
                      {t.retryMail}
                    </Button>
                    {!byMailOnly.includes(row.kind) && (
                      <Button
                        size="compact-sm"
                        disabled={acts.busy}
                        onClick={() => acts.retry(row, 'letter')}
                      >
                        {t.retryLetter}
                      </Button>
                    )}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  )
}

const stateOf = (row: Message): 'ok' | 'ask' | 'stop' | 'move' =>
  row.state === 'sent' ? 'ok' : row.state === 'failed' ? 'stop' : row.state === 'planned' ? 'move' : 'ask'

/** What one patron was told, newest first. */
export const OwnMessages = ({ rows, label }: { rows: readonly Message[]; label: string }): ReactNode => {
  const t = useTexts(messageTexts)
  const f = useFormats()
  return (
    <TableBox label={label}>
      <Heads names={t.ownHeads} />
      <tbody>
        {rows.map(row => (
          <tr key={row.message_id}>
            <td>{f.dayShort(dayOf(row.ended_at ?? row.planned_at))}</td>
            <td>{t.step(t.kinds[row.kind], row.step)}</td>
            <td>{row.title}</td>
            <td>
              {t.channels[row.channel]}
              {row.sent_to !== null && <div className="k-quiet">{t.to(row.sent_to)}</div>}
            </td>
            <td>
              <StateWord state={stateOf(row)} size={16}>
                {t.states[row.state]}
              </StateWord>
              {row.reason !== null && <div className="k-quiet">{t.reasons[row.reason]}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  )
}
