import { type Entry, readAccount, waiveCharge } from '@kaft/contract/finance'
import { readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { accountTexts } from '../base/account-texts.ts'
import { chargeName } from '../base/account.tsx'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Below, Row, Rows } from '../base/rows.tsx'
import { playSound } from '../base/sound.ts'
import { Why } from '../base/why.tsx'
import css from './finance.module.css'
import { offerTakingBack } from './take-back.ts'
import { ReasonForm } from './reason-form.tsx'
import { tillTexts } from './texts/index.ts'

interface LineProps {
  readonly line: Entry
  readonly chosen: boolean
  readonly choose: (on: boolean) => void
  readonly patron_id: string
}

const Waive = ({
  line,
  patron_id,
  close,
}: {
  line: Entry
  patron_id: string
  close: () => void
}): ReactNode => {
  const t = useTexts(tillTexts)
  const f = useFormats()
  const waive = useDo(waiveCharge, [readAccount, readPatron, readPatronHead])
  const amount = f.money(line.open_cents)
  return (
    <ReasonForm
      action={t.waiveDo(amount)}
      busy={waive.isPending}
      error={waive.error}
      close={close}
      run={reason =>
        waive.mutate(
          { params: { entry_id: line.entry_id }, body: { command_id: newCommandId(), reason } },
          {
            onSuccess: ({ entry_id }) => {
              playSound('ok')
              tellPatronChanged(patron_id)
              offerTakingBack({
                entry_id,
                patron_id,
                did: t.waived(amount),
                undone: t.waivedBack(amount),
              })
            },
          },
        )
      }
    />
  )
}

const Line = ({ line, chosen, choose, patron_id }: LineProps): ReactNode => {
  const t = useTexts(tillTexts)
  const a = useTexts(accountTexts)
  const f = useFormats()
  const [waives, setWaives] = useState(false)
  const name = chargeName(line, a)
  return (
    <Row>
      <Checkbox
        checked={chosen}
        onChange={event => choose(event.currentTarget.checked)}
        label={name}
        aria-label={t.choose(name, f.money(line.open_cents))}
      />
      <span className="k-quiet">{f.dayShort(line.on_day)}</span>
      <span data-act="why">
        {line.loan_id !== null && (
          <Why ask={{ kind: 'loan', loan_id: line.loan_id, about: 'fine' }} what={name} />
        )}
      </span>
      <span className={css['amount']}>{f.money(line.open_cents)}</span>
      <Allowed op={waiveCharge}>
        <Button size="compact-sm" onClick={() => setWaives(!waives)} aria-expanded={waives}>
          {t.waive}
        </Button>
      </Allowed>
      {waives && (
        <Below>
          <Waive line={line} patron_id={patron_id} close={() => setWaives(false)} />
        </Below>
      )}
    </Row>
  )
}

/** Every open charge with its box; all are chosen until someone leaves one out. */
export const OpenLines = ({
  open,
  left_out,
  leaveOut,
  patron_id,
}: {
  open: readonly Entry[]
  left_out: ReadonlySet<string>
  leaveOut: (ids: ReadonlySet<string>) => void
  patron_id: string
}): ReactNode => {
  const t = useTexts(tillTexts)
  const choose = (id: string, on: boolean): void => {
    const next = new Set(left_out)
    if (on) next.delete(id)
    else next.add(id)
    leaveOut(next)
  }
  return (
    <section className="k-stack" aria-label={t.open}>
      <h2 className="k-text-md k-strong">{t.open}</h2>
      <Rows
        label={t.open}
        why={open.some(line => line.loan_id !== null)}
        columns="minmax(10rem, 1fr) auto auto auto auto"
      >
        {open.map(line => (
          <Line
            key={line.entry_id}
            line={line}
            chosen={!left_out.has(line.entry_id)}
            choose={on => choose(line.entry_id, on)}
            patron_id={patron_id}
          />
        ))}
      </Rows>
    </section>
  )
}
