import { readVersion, recordVersions, type TitleRecord } from '@kaft/contract/catalogue-records'
import type { MarcRecord } from '@kaft/marc'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Read } from '../../base/states.tsx'
import { diff, printed } from './diff.model.ts'
import { recordOf } from './line.model.ts'
import css from './record.module.css'
import { recordTexts } from './texts.ts'
import { VersionList } from './version-list.tsx'

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

/** A former form of a record beside what it is now, and the way back to it. */
export const Earlier = ({
  before,
  now,
  restore,
  version,
}: Pick<Of, 'now' | 'restore'> & { before: MarcRecord; version: number }): ReactNode => {
  const t = useTexts(recordTexts)
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
}

interface Of {
  readonly title: TitleRecord
  readonly now: MarcRecord
  /** Null where the caller may not change the record. */
  readonly restore: ((record: MarcRecord, version: number) => void) | null
}

const Opened = ({ title, now, restore, version }: Of & { version: number }): ReactNode => {
  const read = useRead(
    readVersion,
    { params: { title_id: title.title_id, version: String(version) } },
    { fresh_ms: 600_000 },
  )
  return (
    <Read of={read}>{said => <Earlier before={recordOf(said.record)} {...{ now, restore, version }} />}</Read>
  )
}

/** What the record was before each change, each beside what it is now, and the way back. */
export const Versions = (of: Of): ReactNode => {
  const t = useTexts(recordTexts)
  const read = useRead(recordVersions, { params: { title_id: of.title.title_id } })
  return (
    <section className="k-stack">
      <h2 className="k-text-lg k-strong">{t.versions}</h2>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.noVersions}</Empty>
          ) : (
            <VersionList rows={rows} opened={version => <Opened {...of} version={version} />} />
          )
        }
      </Read>
    </section>
  )
}
