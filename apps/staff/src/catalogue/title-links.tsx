import { readRecord, reportRecord } from '@kaft/contract/catalogue-records'
import type { Title } from '@kaft/contract/cataloguing'
import { addItem } from '@kaft/contract/inventory'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { allows, useSession } from '../base/session.ts'
import { To } from '../base/to.tsx'
import { PutOnList } from './lists/put-on-list.tsx'
import { ReportLayer } from './record/report-layer.tsx'
import { catalogueTexts } from './texts/index.ts'

const FORMS = [
  ['ris', 'RIS'],
  ['bibtex', 'BibTeX'],
  ['csv', 'CSV'],
  ['marc', 'MARC'],
  ['marcxml', 'MARCXML'],
] as const

/** Files of titles for other programs; `query` says which. */
export const Exports = ({ query }: { query: string }): ReactNode => {
  const t = useTexts(catalogueTexts)
  return (
    <span className="k-line">
      <span className="k-quiet">{t.links.exports}</span>
      {FORMS.map(([form, name]) => (
        <a key={form} href={`/export?${query}&form=${form}`} download>
          {name}
        </a>
      ))}
    </span>
  )
}

/** From a title to its record, to what a reader sees of it, to an error report, and out of Kaft. */
export const TitleLinks = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const session = useSession()
  const [reporting, setReporting] = useState(false)
  const { title_id } = title
  return (
    <nav className="k-line" aria-label={t.links.label}>
      {allows(session, addItem.leave) && <To to={paths.addItems(title_id)}>{t.links.addItem}</To>}
      {allows(session, readRecord.leave) && <To to={paths.record(title_id)}>{t.links.record}</To>}
      {allows(session, reportRecord.leave) && (
        <button type="button" className="k-quiet-link" onClick={() => setReporting(true)}>
          {t.links.report}
        </button>
      )}
      <a href={`/titel/${title_id}`} target="_blank" rel="noreferrer">
        {t.links.show}
      </a>
      <PutOnList title_id={title_id} />
      <Exports query={`id=${title_id}`} />
      {reporting && <ReportLayer title_id={title_id} onClose={() => setReporting(false)} />}
    </nav>
  )
}
