import { type AuthorityRecord, authorityVersions, readAuthorityVersion } from '@kaft/contract/authorities'
import type { MarcRecord } from '@kaft/marc'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Read } from '../../base/states.tsx'
import { recordOf } from '../record/line.model.ts'
import { VersionList } from '../record/version-list.tsx'
import { Earlier } from '../record/versions.tsx'
import { authorityTexts } from './texts.ts'

interface Of {
  readonly of: AuthorityRecord
  readonly now: MarcRecord
  /** Null where the caller may not change the record. */
  readonly restore: ((record: MarcRecord, version: number) => void) | null
}

const Opened = ({ of, now, restore, version }: Of & { version: number }): ReactNode => {
  const params = { authority_id: of.authority_id, version: String(version) }
  const read = useRead(readAuthorityVersion, { params }, { fresh_ms: 600_000 })
  return (
    <Read of={read}>{said => <Earlier before={recordOf(said.record)} {...{ now, restore, version }} />}</Read>
  )
}

/** What the record was before each change, each beside what it is now, and the way back. */
export const AuthorityVersions = (of: Of): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const read = useRead(authorityVersions, { params: { authority_id: of.of.authority_id } })
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
