import type { RecordVersion } from '@kaft/contract/catalogue-records'
import { type ReactNode, useState } from 'react'
import { dayOf, useFormats } from '../../base/format.ts'
import { useTexts } from '../../base/language.ts'
import css from './record.module.css'
import { recordTexts } from './texts.ts'

/** Versions of a record, of a title or of a heading: until when, by whom and why, and each opened beside what it is now. */
export const VersionList = <
  V extends Pick<RecordVersion, 'version' | 'at' | 'by' | 'library' | 'why' | 'import_id'>,
>({
  rows,
  opened,
}: {
  readonly rows: readonly V[]
  readonly opened: (version: number) => ReactNode
}): ReactNode => {
  const t = useTexts(recordTexts)
  const f = useFormats()
  const [open, setOpen] = useState<number | null>(null)
  const who = (v: V): string =>
    [v.import_id === null ? v.by : t.byImport, v.by === null ? v.library : null, v.why]
      .filter(Boolean)
      .join(' · ')
  return (
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
          {open === v.version && opened(v.version)}
        </li>
      ))}
    </ul>
  )
}
