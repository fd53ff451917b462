import { type Letter, listMessages, markPrinted, readLetters, unmarkPrinted } from '@kaft/contract/messaging'
import { myDay } from '@kaft/contract/circulation'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { offerWayBack } from '../base/undo.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { paths } from '../base/paths.ts'
import { printLetters } from './print-letters.tsx'
import { messageTexts } from './texts.ts'

const refreshes = [readLetters, listMessages, myDay]

/** Says what went out, with the way back: the letters wait again, and their cost is taken back. */
const useMark = (letters: readonly Letter[]) => {
  const t = useTexts(messageTexts)
  const f = useFormats()
  const mark = useDo(markPrinted, refreshes)
  const done = ({ message_ids, dropped_ids, charged_cents }: OkOf<typeof markPrinted>): void => {
    const gone = new Set(dropped_ids)
    // A letter of which nothing holds any more is still on the printer: its name says which one to take out.
    const out = letters.filter(letter => letter.message_ids.every(id => gone.has(id)))
    const n = letters.length - out.length
    const sent = charged_cents === 0 ? t.marked(n) : t.markedCost(n, f.money(charged_cents))
    const text =
      out.length === 0 ? sent : `${sent} ${t.takeOut(out.map(l => l.address[0] ?? '–').join(', '))}`
    offerWayBack(text, refreshes, async () => {
      await call(unmarkPrinted, { body: { command_id: newCommandId(), message_ids } })
      return t.unmarked
    })
  }
  const message_ids = letters.flatMap(l => l.message_ids)
  return {
    mark,
    run: () => mark.mutate({ body: { command_id: newCommandId(), message_ids } }, { onSuccess: done }),
  }
}

/** The letters of today: print them all in one go, then say that they went out. */
export const Letters = ({ rows, left }: OkOf<typeof readLetters>): ReactNode => {
  const t = useTexts(messageTexts)
  const { mark, run } = useMark(rows)
  const { nl, en } = messageTexts
  useShortcuts([
    {
      id: 'messages.print',
      combo: 'p',
      does: { nl: nl.keys.print, en: en.keys.print },
      run: () => printLetters(rows),
    },
  ])
  if (rows.length === 0) return <Empty>{t.noLetters}</Empty>
  return (
    <div className="k-stack">
      <Spine panel className="k-stack">
        <p className="k-quiet">{t.printedHint}</p>
        {mark.error !== null && <Failed error={mark.error} />}
        <div className="k-line">
          <Button variant="filled" onClick={() => printLetters(rows)}>
            {t.print(rows.length)}
          </Button>
          <Button onClick={run} loading={mark.isPending}>
            {t.printed}
          </Button>
          {left > 0 && <span className="k-quiet">{t.left(left)}</span>}
        </div>
      </Spine>
      <TableBox label={t.tabs.letters(rows.length)}>
        <Heads names={t.heads} />
        <tbody>
          {rows.map(letter => (
            <tr key={letter.message_ids[0]}>
              <td>
                <To to={paths.patron(letter.patron_id, 'berichten')}>{letter.address[0] ?? '–'}</To>
              </td>
              <td>{t.step(t.kinds[letter.kind], letter.step)}</td>
              <td>{letter.lines.map(l => l.title).join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  )
}
