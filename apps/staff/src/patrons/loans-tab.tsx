import { checkin, patronLoans, renew, scan } from '@kaft/contract/circulation'
import { declareLost } from '@kaft/contract/items'
import type { Patron } from '@kaft/contract/patrons'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OkOf } from '@kaft/contract/operation'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { askDesk } from '../base/desk-door.ts'
import { acceptable, Findings } from '../base/findings.tsx'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { findingText } from '../base/problem-text.ts'
import { Below, Row, Rows } from '../base/rows.tsx'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Why } from '../base/why.tsx'
import { claimNow, foundNow } from '../items/acts.ts'
import { openItem } from '../items/item-panel.tsx'
import { openLoss } from '../items/loss-panel.tsx'
import { itemTexts } from '../items/texts/index.ts'
import { PastLoans } from './history/past-loans.tsx'
import css from './patrons.module.css'
import type { RenewAll } from './renewals.ts'
import { patronTexts } from './texts/index.ts'

type Lists = OkOf<typeof patronLoans>
type Loan = Lists['rows'][number]

const What = ({ loan }: { loan: Loan }): ReactNode => {
  const t = useTexts(patronTexts)
  const more = [t.loans.renewals(loan.renewals), t.loans.lentAt(loan.lent_at_branch)].filter(Boolean)
  return (
    <span>
      <Link
        to={paths.title(loan.item.title_id)}
        data-act="open"
        className="k-strong"
        {...inLanguage(loan.item.language)}
      >
        {loan.item.title}
      </Link>
      {loan.item.author !== null && <span className="k-quiet"> · {loan.item.author}</span>}
      <span className="k-quiet"> · {more.join(' · ')}</span>
    </span>
  )
}

const When = ({ loan }: { loan: Loan }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const { loan_id, item } = loan
  return (
    <>
      <span className={css['due']} data-act="why">
        {t.loans.due(f.due(loan))}{' '}
        <Why ask={{ kind: 'loan', loan_id, about: 'due', open: true }} what={t.loans.why(item.title)} />
      </span>
      <span className={css['late']}>
        {loan.overdue_days > 0 && (
          <>
            <StateWord state="stop" size={16}>
              {loan.claimed_on === null
                ? t.loans.late(loan.overdue_days)
                : t.loans.lateThen(loan.overdue_days)}
            </StateWord>
            <span>{t.loans.now(f.money(loan.fine_cents))}</span>
            <Why
              ask={{ kind: 'loan', loan_id, about: 'fine', open: true }}
              what={t.loans.whyFine(item.title)}
            />
          </>
        )}
      </span>
    </>
  )
}

/** Renews, or renews all the same for who may pass what speaks against it. */
const RenewButton = ({ loan, renewals }: { loan: Loan; renewals: RenewAll }): ReactNode => {
  const t = useTexts(patronTexts)
  const codes = acceptable(loan.findings)
  if (!loan.may_renew && codes.length === 0) return <span />
  return (
    <span>
      <Button
        size="compact-sm"
        disabled={renewals.busy}
        onClick={() => renewals.one(loan, loan.may_renew ? [] : codes)}
      >
        {loan.may_renew ? t.loans.renew : t.loans.renewAnyway}
      </Button>
    </span>
  )
}

/** Why a loan cannot simply be renewed, before anybody tries. */
const Against = ({ loan, renewals }: { loan: Loan; renewals: RenewAll }): ReactNode => {
  const t = useTexts(patronTexts)
  const lang = useLanguage()
  const [first] = loan.findings
  // Of a claim its own line says all.
  if (
    loan.may_renew ||
    first === undefined ||
    loan.claimed_on !== null ||
    renewals.outcomes[loan.item.item_id] !== undefined
  )
    return null
  const ask = { action: 'renew', loan_id: loan.loan_id, code: first.code } as const
  return (
    <Below>
      <span className="k-quiet">
        {findingText(first, lang)}{' '}
        <Why ask={{ kind: 'decision', ask }} what={t.loans.whyNot(loan.item.title)} />
      </span>
    </Below>
  )
}

const Outcome = ({ loan, renewals }: { loan: Loan; renewals: RenewAll }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const outcome = renewals.outcomes[loan.item.item_id]
  if (outcome === undefined) return null
  if (outcome.error !== null)
    return (
      <Below>
        <Failed error={outcome.error} again={() => renewals.one(loan)} />
      </Below>
    )
  return (
    <Below>
      {outcome.due_on !== null ? (
        <StateWord state="ok">{t.loans.renewed(f.dayLong(outcome.due_on))}</StateWord>
      ) : (
        <Findings
          findings={outcome.findings}
          acceptLabel={t.loans.renewAnyway}
          onAccept={codes => renewals.one(loan, codes)}
        />
      )}
    </Below>
  )
}

/** Brought back, says the patron; or lost. */
const LoanMenu = ({ loan }: { loan: Loan }): ReactNode => {
  const t = useTexts(itemTexts)
  const { loan_id, item } = loan
  const one = { loan_id, title: item.title }
  return (
    <Allowed op={declareLost}>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="compact-sm" variant="subtle" aria-label={t.more(item.title)}>
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {loan.claimed_on === null && (
            <Menu.Item onClick={() => void claimNow(one)}>{t.claim.open}</Menu.Item>
          )}
          <Menu.Item onClick={() => openLoss(one)}>{t.loss.open}</Menu.Item>
          <Menu.Item onClick={() => openItem(item)}>{t.history}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Allowed>
  )
}

const Claimed = ({ loan }: { loan: Loan }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  if (loan.claimed_on === null) return null
  return (
    <Below>
      <StateWord state="ask" size={16}>
        {t.claim.since(f.dayShort(loan.claimed_on))}
      </StateWord>
    </Below>
  )
}

const LoanRow = ({ loan, renewals }: { loan: Loan; renewals: RenewAll }): ReactNode => (
  <Row state={loan.overdue_days > 0 ? 'stop' : undefined}>
    <What loan={loan} />
    <When loan={loan} />
    <span className="k-line k-line-end">
      <Allowed op={renew}>
        <RenewButton loan={loan} renewals={renewals} />
      </Allowed>
      <LoanMenu loan={loan} />
    </span>
    <Claimed loan={loan} />
    <Against loan={loan} renewals={renewals} />
    <Outcome loan={loan} renewals={renewals} />
  </Row>
)

const NothingHome = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(patronTexts)
  const go = useGo()
  const toDesk = (): void => {
    askDesk({ kind: 'open', patron_id })
    go(paths.desk)
  }
  return (
    <Empty
      action={
        <Allowed op={scan}>
          <Button onClick={toDesk}>{t.loans.toDesk}</Button>
        </Allowed>
      }
    >
      {t.loans.none}
    </Empty>
  )
}

/** What this patron lost and is not there again. */
const Lost = ({ rows }: { rows: Lists['lost'] }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  if (rows.length === 0) return null
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.loss.heading}</h2>
      <Rows label={t.loss.heading} columns="minmax(12rem, 1fr) auto auto">
        {rows.map(({ loan_id, item, lost_on, open_cents }) => (
          <Row key={loan_id} state="stop">
            <Link
              to={paths.title(item.title_id)}
              data-act="open"
              className="k-strong"
              {...inLanguage(item.language)}
            >
              {item.title}
            </Link>
            <span className="k-quiet">
              {t.loss.lostOn(f.dayShort(lost_on))}
              {open_cents > 0 && ` · ${t.loss.open_cents(f.money(open_cents))}`}
            </span>
            <Allowed op={checkin}>
              <Button size="compact-sm" onClick={() => void foundNow(item)}>
                {t.foundAgain}
              </Button>
            </Allowed>
          </Row>
        ))}
      </Rows>
    </section>
  )
}

/** What this patron has at home, first due first, and the closed door to what was before. */
export const LoansTab = (of: { patron: Patron; renewals: RenewAll }): ReactNode => (
  <div className="k-stack">
    <AtHome {...of} />
    <PastLoans patron_id={of.patron.patron_id} />
  </div>
)

const AtHome = ({ patron, renewals }: { patron: Patron; renewals: RenewAll }): ReactNode => {
  const t = useTexts(patronTexts)
  const { patron_id } = patron
  const read = useRead(patronLoans, { params: { patron_id } })
  return (
    <Read of={read}>
      {({ rows, lost }) =>
        rows.length + lost.length === 0 ? (
          <NothingHome patron_id={patron_id} />
        ) : (
          <div className="k-stack">
            {renewals.error !== null && <Failed error={renewals.error} again={renewals.run} />}
            <Rows label={t.loans.label} why columns="minmax(12rem, 1fr) auto auto auto">
              {rows.map(loan => (
                <LoanRow key={loan.loan_id} loan={loan} renewals={renewals} />
              ))}
            </Rows>
            <Lost rows={lost} />
            <Allowed op={renew}>
              <div className="k-line k-line-end">
                <Button loading={renewals.busy} onClick={renewals.run}>
                  {t.loans.renewAll} <kbd>R</kbd>
                </Button>
              </div>
            </Allowed>
          </div>
        )
      }
    </Read>
  )
}
