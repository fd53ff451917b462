import { holdingVersions, readHoldingVersion } from '@kaft/contract/catalogue-holdings'
import type { MarcRecord } from '@kaft/marc'
import type { ReactNode } from 'react'
import { useRead, useReadPages } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { More } from '../../../base/rows.tsx'
import { Empty, Read } from '../../../base/states.tsx'
import { recordOf } from '../line.model.ts'
import { VersionList } from '../version-list.tsx'
import { Earlier } from '../versions.tsx'
import { holdingTexts } from './texts.ts'

interface Of {
  readonly holding_id: string
  readonly now: MarcRecord
  /** Null where the caller may not change the record. */
  readonly restore: ((record: MarcRecord, version: number) => void) | null
}

const Opened = ({ holding_id, now, restore, version }: Of & { version: number }): ReactNode => {
  const params = { holding_id, version: String(version) }
  const read = useRead(readHoldingVersion, { params }, { fresh_ms: 600_000 })
  return (
    <Read of={read}>{said => <Earlier before={recordOf(said.record)} {...{ now, restore, version }} />}</Read>
  )
}

/** What the record was before each change, each beside what it is now, and the way back. */
export const HoldingVersions = (of: Of): ReactNode => {
  const t = useTexts(holdingTexts)
  const read = useReadPages(
    holdingVersions,
    { params: { holding_id: of.holding_id }, query: {} },
    { walk: 'before' },
  )
  return (
    <section className="k-stack">
      <h2 className="k-text-lg k-strong">{t.versions}</h2>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          return rows.length === 0 ? (
            <Empty>{t.noVersions}</Empty>
          ) : (
            <VersionList rows={rows} opened={version => <Opened {...of} version={version} />} />
          )
        }}
      </Read>
      <More of={read} />
    </section>
  )
}
