import {
  answerReport,
  type RecordReport,
  recordReports,
  withdrawReport,
} from '@kaft/contract/catalogue-records'
import { StateWord } from '@kaft/ui/spine.tsx'
import type { State } from '@kaft/ui/tokens'
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { recordTexts } from './texts.ts'

const stateOf: Readonly<Record<RecordReport['state'], State>> = {
  open: 'ask',
  taken: 'move',
  mended: 'ok',
  refused: 'stop',
  withdrawn: 'offline',
}

/** The way back for who sent it, until somebody takes it on. */
const Withdraw = ({ report }: { report: RecordReport }): ReactNode => {
  const { reports: t } = useTexts(recordTexts)
  const back = useDo(withdrawReport, [recordReports])
  return (
    <>
      <Button
        size="compact-sm"
        loading={back.isPending}
        onClick={() =>
          back.mutate(
            { params: { report_id: report.report_id }, body: { command_id: newCommandId() } },
            { onSuccess: () => tell(t.withdrawn) },
          )
        }
      >
        {t.withdraw}
      </Button>
      {back.error !== null && <Failed error={back.error} />}
    </>
  )
}

/** The answer of who keeps the description; saying no asks for a reason. */
const Answer = ({ report }: { report: RecordReport }): ReactNode => {
  const { reports: t } = useTexts(recordTexts)
  const [answer, setAnswer] = useState('')
  const [asked, setAsked] = useState(false)
  const say = useDo(answerReport, [recordReports])
  const act = (state: 'taken' | 'mended' | 'refused'): void => {
    if (state === 'refused' && answer.trim() === '') return setAsked(true)
    say.mutate({
      params: { report_id: report.report_id },
      body: { command_id: newCommandId(), state, answer: answer.trim() || null },
    })
  }
  return (
    <div className="k-stack">
      <Textarea
        aria-label={t.answer}
        placeholder={t.answer}
        value={answer}
        maxLength={1000}
        autosize
        minRows={1}
        error={asked && answer.trim() === '' ? t.why : undefined}
        onChange={event => setAnswer(event.currentTarget.value)}
      />
      <div className="k-line">
        {report.state === 'open' && <Button onClick={() => act('taken')}>{t.take}</Button>}
        <Button onClick={() => act('mended')}>{t.mend}</Button>
        <Button onClick={() => act('refused')}>{t.refuse}</Button>
      </div>
      {say.error !== null && <Failed error={say.error} />}
    </div>
  )
}

const Row = ({ report }: { report: RecordReport }): ReactNode => {
  const { reports: t } = useTexts(recordTexts)
  const f = useFormats()
  const over = report.state === 'mended' || report.state === 'refused'
  return (
    <tr>
      <th scope="row">
        <To to={paths.record(report.title_id)}>{report.title}</To>
      </th>
      <td>
        {report.field !== null && <span className="k-strong">{report.field} </span>}
        {report.says}
      </td>
      <td>{report.own ? t.own : report.library}</td>
      <td>{f.dayShort(dayOf(report.made_at))}</td>
      <td>
        <StateWord state={stateOf[report.state]} size={16}>
          {t.states[report.state]}
        </StateWord>
      </td>
      <td>
        {report.answer}
        {report.may_answer && !over && <Answer report={report} />}
        {report.own && report.state === 'open' && <Withdraw report={report} />}
      </td>
    </tr>
  )
}

/** Errors in descriptions: what this library reported, and what is for it to mend. */
export const Screen = (): ReactNode => {
  const { reports: t } = useTexts(recordTexts)
  const [state, setState] = useState<'open' | 'closed'>('open')
  const read = useReadPages(recordReports, { query: { state } })
  return (
    <Page title={t.title} about={t.about}>
      <SegmentedControl
        value={state}
        data={[
          { value: 'open', label: t.open },
          { value: 'closed', label: t.closed },
        ]}
        onChange={setState}
      />
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{t.none}</Empty>
          return (
            <>
              <TableBox label={t.title}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(report => (
                    <Row key={report.report_id} report={report} />
                  ))}
                </tbody>
              </TableBox>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </Page>
  )
}
