import type { DeskAnswer } from '@kaft/contract/circulation'
import type { Code } from '@kaft/contract/codes'
import type { State } from '@kaft/ui/tokens'
import type { ReactNode } from 'react'
import { Findings } from '../base/findings.tsx'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { Below, Row, Rows } from '../base/rows.tsx'
import { Failed } from '../base/states.tsx'
import { undoNow } from '../base/undo.ts'
import { homeTexts } from './texts.ts'
import { type Scanned, touched } from './use-scanned.ts'

const stateOf = ({ answer, error }: Scanned): State | undefined => {
  if (error !== null) return 'stop'
  if (answer === null) return undefined
  if (answer.did === 'refused') return 'stop'
  return answer.did === 'asked' || answer.did === 'choose' ? 'ask' : 'ok'
}

/** What happened, and where the object in the hand goes. */
const Said = ({ answer }: { answer: DeskAnswer }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  if (answer.did === 'lent' && answer.loan !== null) return t.row.lent(f.dayShort(answer.loan.due_on))
  if (answer.did === 'choose') return t.row.choose
  if (answer.did === 'refused' || answer.did === 'asked') return null
  const goes = answer.destination
  const parts = [
    answer.did === 'taken_back' ? t.row.takenBack : t.row.notLoan,
    answer.patron === null ? null : t.row.of(answer.patron.name),
    goes === null ? null : `→ ${t.row.goes[goes.to]}${goes.hold_code === null ? '' : ` ${goes.hold_code}`}`,
    answer.fine !== null && answer.fine.amount_cents > 0
      ? t.row.fine(f.money(answer.fine.amount_cents))
      : null,
  ]
  return parts.filter(part => part !== null).join(' · ')
}

const ScannedRow = ({
  row,
  again,
  undone,
}: {
  row: Scanned
  again: (accept?: readonly Code[]) => void
  undone: () => void
}): ReactNode => {
  const t = useTexts(homeTexts)
  const { answer, error } = row
  const event_id = row.undone ? null : (answer?.event_id ?? null)
  return (
    <Row state={row.undone ? undefined : stateOf(row)}>
      <span>
        <span className="k-strong">{answer?.item?.title ?? row.code}</span>{' '}
        <span className="k-quiet">{row.undone ? t.row.undone : answer && <Said answer={answer} />}</span>
        {answer === null && error === null && <span className="k-quiet">{t.row.busy}</span>}
      </span>
      {event_id !== null && (
        <button
          type="button"
          className="k-quiet-link"
          onClick={() => void undoNow({ event_id, refreshes: touched, after: undone })}
        >
          {t.row.undo}
        </button>
      )}
      {error !== null && (
        <Below>
          <Failed error={error} again={() => again()} />
        </Below>
      )}
      {answer !== null && answer.findings.length > 0 && answer.did !== 'choose' && (
        <Below>
          {/* Whose fine ends how is asked at the desk, where both answers stand. */}
          <Findings
            findings={answer.findings}
            {...(answer.findings.some(one => one.code === 'item_on_loan_elsewhere')
              ? {}
              : { onAccept: again, acceptLabel: t.row.anyway })}
          />
        </Below>
      )}
    </Row>
  )
}

/** Every scan has its row, the newest in front. */
export const ScannedRows = ({
  rows,
  again,
  undone,
}: {
  rows: readonly Scanned[]
  again: (row: Scanned, accept?: readonly Code[]) => void
  undone: (key: string) => void
}): ReactNode => {
  const t = useTexts(homeTexts)
  if (rows.length === 0) return null
  return (
    <Rows label={t.row.list}>
      {rows.map(row => (
        <ScannedRow
          key={row.key}
          row={row}
          again={accept => again(row, accept)}
          undone={() => undone(row.key)}
        />
      ))}
    </Rows>
  )
}
