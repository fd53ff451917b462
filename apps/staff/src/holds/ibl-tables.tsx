import { answerIbl, iblBoard } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { overviewTexts } from './overview-texts.ts'

type Lines = OkOf<typeof iblBoard>['to_answer']
type Line = Lines[number]

const Answer = ({ line }: { line: Line }): ReactNode => {
  const t = useTexts(overviewTexts)
  const answer = useDo(answerIbl, [iblBoard])
  const [barcode] = line.barcodes
  const run = (code?: string) => (): void =>
    answer.mutate(
      {
        params: { ibl_id: line.ibl_id },
        body: { command_id: newCommandId(), ...(code === undefined ? {} : { barcode: code }) },
      },
      {
        onSuccess: ({ to_branch, next_library }) =>
          tell(to_branch === null ? t.passed(next_library) : t.sent(to_branch)),
      },
    )
  return (
    <span className="k-line">
      {barcode !== undefined && (
        <Button size="compact-sm" disabled={answer.isPending} onClick={run(barcode)}>
          {t.send}
        </Button>
      )}
      <Button size="compact-sm" disabled={answer.isPending} onClick={run()}>
        {t.refuse}
      </Button>
      {answer.error !== null && <Failed error={answer.error} />}
    </span>
  )
}

/** What other libraries ask of us: send an item that stands here, or say no so that the next is asked. */
export const ToAnswer = ({ lines }: { lines: Lines }): ReactNode => {
  const t = useTexts(overviewTexts)
  const f = useFormats()
  return (
    <section className="k-stack" aria-label={t.toAnswer(lines.length)}>
      <h2 className="k-text-md k-strong">{t.toAnswer(lines.length)}</h2>
      {lines.length === 0 ? (
        <p className="k-quiet">{t.toAnswerNone}</p>
      ) : (
        <TableBox label={t.toAnswer(lines.length)}>
          <Heads names={t.toAnswerHeads} />
          <tbody>
            {lines.map(line => (
              <tr key={line.ibl_id}>
                <th scope="row">{line.title}</th>
                <td>{line.pickup_branch}</td>
                <td>{line.until === null ? '' : f.dayShort(line.until)}</td>
                <td>
                  <code>{line.barcodes.join(', ')}</code>
                </td>
                <td>
                  <Answer line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </section>
  )
}

/** What we asked of others, and how it stands. */
export const Asked = ({ lines }: { lines: Lines }): ReactNode => {
  const t = useTexts(overviewTexts)
  const f = useFormats()
  return (
    <section className="k-stack" aria-label={t.ours(lines.length)}>
      <h2 className="k-text-md k-strong">{t.ours(lines.length)}</h2>
      {lines.length === 0 ? (
        <p className="k-quiet">{t.oursNone}</p>
      ) : (
        <TableBox label={t.ours(lines.length)}>
          <Heads names={t.oursHeads} />
          <tbody>
            {lines.map(line => (
              <tr key={line.ibl_id}>
                <th scope="row">{line.title}</th>
                <td>{line.lender}</td>
                <td>{t.states[line.state]}</td>
                <td>{line.until === null ? '' : f.dayShort(line.until)}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </section>
  )
}
