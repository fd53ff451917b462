import {
  readVersion,
  type RecordVersion,
  recordVersions,
  type TitleRecord,
} from '@kaft/contract/catalogue-records'
import type { MarcRecord } from '@kaft/marc'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { dayOf, useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Read } from '../../base/states.tsx'
import { diff, printed } from './diff.model.ts'
import { recordOf } from './line.model.ts'
import css from './record.module.css'
import { recordTexts } from './texts.ts'

const STATES = { same: undefined, gone: 'stop', new: 'ok' } as const
const SIGNS = { same: ' ', gone: '−', new: '+' } as const

/** Two forms of a record, line by line. */
export const Difference = ({ before, now }: { before: MarcRecord; now: MarcRecord }): ReactNode => {
  const t = useTexts(recordTexts)
  const lines = diff(printed(before), printed(now))
  if (lines.every(l => l.is === 'same')) return <p className="k-quiet">{t.same}</p>
  return (
    <ul className={css['diff']}>
      {lines.map((line, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of a difference have no other name
        <li key={`${i} ${line.text}`} data-state={STATES[line.is]}>
          <span aria-hidden="true">{SIGNS[line.is]} </span>
          {line.is !== 'same' && <span className="k-sr-only">{t.diff[line.is]} </span>}
          {line.text}
        </li>
      ))}
    </ul>
  )
}

interface Of {
  readonly title: TitleRecord
  readonly now: MarcRecord
  /** Null where the caller may not change the record. */
  readonly restore: ((record: MarcRecord, version: number) => void) | null
}

const Opened = ({ title, now, restore, version }: Of & { version: number }): ReactNode => {
  const t = useTexts(recordTexts)
  const read = useRead(
    readVersion,
    { params: { title_id: title.title_id, version: String(version) } },
    { fresh_ms: 600_000 },
  )
  return (
    <Read of={read}>
      {said => {
        const before = recordOf(said.record)
        return (
          <div className="k-stack">
            <Difference before={before} now={now} />
            {restore !== null && (
              <div className="k-line">
                <Button
                  onClick={() => {
                    restore(before, version)
                    window.scrollTo({ top: 0 })
                  }}
                >
                  {t.restore}
                </Button>
              </div>
            )}
          </div>
        )
      }}
    </Read>
  )
}

const useWho = () => {
  const t = useTexts(recordTexts)
  return (v: RecordVersion): string =>
    [v.import_id === null ? v.by : t.byImport, v.by === null ? v.library : null, v.why]
      .filter(Boolean)
      .join(' · ')
}

/** What the record was before each change, each beside what it is now, and the way back. */
export const Versions = (of: Of): ReactNode => {
  const t = useTexts(recordTexts)
  const f = useFormats()
  const who = useWho()
  const [open, setOpen] = useState<number | null>(null)
  const read = useRead(recordVersions, { params: { title_id: of.title.title_id } })
  return (
    <section className="k-stack">
      <h2 className="k-text-lg k-strong">{t.versions}</h2>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.noVersions}</Empty>
          ) : (
            <ul className={css['plain']}>
              {rows.map(v => (
                <li key={v.version} className="k-spine">
                  <div className="k-line">
                    <span className="k-strong">{t.version(v.version)}</span>
                    <span>{t.until(`${f.dayYear(dayOf(v.at))}, ${f.time(v.at)}`)}</span>
                    <span className="k-quiet">{who(v)}</span>
                    <button
                      type="button"
                      className="k-quiet-link"
                      aria-expanded={open === v.version}
                      onClick={() => setOpen(open === v.version ? null : v.version)}
                    >
                      {t.compare}
                    </button>
                  </div>
                  {open === v.version && <Opened {...of} version={v.version} />}
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  )
}
