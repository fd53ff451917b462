import type { Patron } from '@kaft/contract/patrons'
import { patronCases } from '@kaft/contract/rights'
import { informPatron, shownStatements, uninformedPatrons } from '@kaft/contract/statements'
import { readPatron } from '@kaft/contract/patrons'
import { startCase } from '@kaft/contract/rights'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed, Read } from '../../base/states.tsx'
import { readStatementHere } from '../statement-text.tsx'
import { caseTexts } from '../texts/cases.ts'
import { privacyTexts } from '../texts/index.ts'
import { AddressListsOf } from './address-lists.tsx'
import { StartCase } from './start-case.tsx'

/** Across the page of a patron whose data are kept and not used (AVG art. 18). */
export const RestrictedBand = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(caseTexts).ofPatron
  const p = useTexts(privacyTexts)
  const { restricted } = patron
  if (restricted.length === 0) return null
  const whole = restricted.includes('functional')
  return (
    <Spine state="offline" soft panel role="status">
      {whole && <StateWord state="offline">{t.limited}</StateWord>}{' '}
      <span className="k-quiet">{t.limitedFor(restricted.map(one => p.purposes[one]).join(', '))}</span>
    </Spine>
  )
}

const Cases = ({ patron_id, own }: { patron_id: string; own: boolean }): ReactNode => {
  const t = useTexts(caseTexts)
  const f = useFormats()
  const read = useRead(patronCases, { params: { patron_id } })
  const [open, setOpen] = useState(false)
  return (
    <section className="k-stack" aria-labelledby="rights">
      <div className="k-line k-line-between">
        <h2 id="rights" className="k-text-md k-strong">
          {t.ofPatron.title}
        </h2>
        {own && !open && (
          <Allowed op={startCase}>
            <Button onClick={() => setOpen(true)}>{t.ofPatron.start}</Button>
          </Allowed>
        )}
      </div>
      <p className="k-quiet k-prose">{t.ofPatron.about}</p>
      {open && <StartCase patron_id={patron_id} close={() => setOpen(false)} />}
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="k-quiet">{t.ofPatron.none}</p>
          ) : (
            <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
              {rows.map(row => (
                <li key={row.case_id}>
                  <strong>{row.number}</strong> {t.kinds[row.kind]} ·{' '}
                  <span className="k-quiet">
                    {t.received(f.dayShort(row.received_on))} · {t.ofPatron.state(t.steps[row.step])}
                    {row.step !== 'closed' && ` · ${t.left(row.days_left, f.dayShort(row.strict_on))}`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}

const Statements = ({ patron_id, own }: { patron_id: string; own: boolean }): ReactNode => {
  const t = useTexts(caseTexts).ofPatron
  const f = useFormats()
  const read = useRead(shownStatements, { params: { patron_id } })
  const inform = useDo(informPatron, [shownStatements, readPatron, uninformedPatrons])
  // A version is called by its day mostly, which nobody reads as it is stored.
  const versionName = (version: string): string =>
    /^\d{4}-\d{2}-\d{2}$/.test(version) ? t.versionOf(f.dayYear(version)) : t.version(version)
  const say = (how: 'screen' | 'paper'): void =>
    inform.mutate({ params: { patron_id }, body: { command_id: newCommandId(), how } })
  return (
    <section className="k-stack" aria-labelledby="statements">
      <h2 id="statements" className="k-text-md k-strong">
        {t.statements}
      </h2>
      <Read of={read}>
        {({ rows, current }) => {
          const informed = rows.some(row => row.version === current)
          return (
            <>
              <StateWord state={informed ? 'ok' : 'ask'}>
                {informed ? t.informed : t.notInformed(versionName(current))}
              </StateWord>
              <ul>
                {rows.map((row, no) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added, and the same may be shown twice on a day
                  <li key={no} className="k-quiet">
                    {t.shown(
                      versionName(row.version),
                      f.dayYear(row.on),
                      t.ways[row.how],
                      row.by ?? t.system,
                    )}
                  </li>
                ))}
              </ul>
              {inform.error !== null && <Failed error={inform.error} />}
              <div className="k-line">
                <Button size="compact-sm" onClick={() => readStatementHere(current)}>
                  {t.read}
                </Button>
                {own && (
                  <Allowed op={informPatron}>
                    <Button size="compact-sm" loading={inform.isPending} onClick={() => say('screen')}>
                      {t.inform}
                    </Button>
                    <Button size="compact-sm" loading={inform.isPending} onClick={() => say('paper')}>
                      {t.informPaper}
                    </Button>
                  </Allowed>
                )}
              </div>
            </>
          )
        }}
      </Read>
    </section>
  )
}

/** What a patron asked about the own data, and which versions of the statement they saw. */
export const PatronPrivacy = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => (
  <div className="k-stack">
    <Statements patron_id={patron.patron_id} own={own} />
    {own && <Cases patron_id={patron.patron_id} own={own} />}
    {own && <AddressListsOf patron_id={patron.patron_id} />}
  </div>
)
