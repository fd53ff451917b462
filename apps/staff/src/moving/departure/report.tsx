import { type Departure, type DepartureReport, departureCertificate } from '@kaft/contract/departures'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { sizeOf, sizeWord } from './departure.model.ts'
import { save } from './save.ts'
import { departureTexts } from './texts.ts'

/** What will happen, in words and counts, before anything does. */
export const Report = ({ report }: { report: DepartureReport }): ReactNode => {
  const t = useTexts(departureTexts)
  const n = useFormats().count
  const elsewhere = report.patrons - report.only_here
  const lines: readonly (string | false)[] = [
    t.goes({ patrons: n(report.patrons), only: n(report.only_here), items: n(report.items) }),
    t.goesHouse(n(report.accounts), n(report.workstations)),
    report.agreements.length > 0 && t.agreements(report.agreements.join(', ')),
    elsewhere > 0 && t.staysElsewhere(n(elsewhere)),
    t.staysTitles(n(report.titles), n(report.titles_only_here)),
    report.items_named > 0 && t.staysItems(n(report.items_named)),
    t.staysLedger(n(report.ledger_lines)),
  ]
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.happens}</h2>
      <ul>
        {lines
          .filter(line => line !== false)
          .map(line => (
            <li key={line}>{line}</li>
          ))}
      </ul>
    </Spine>
  )
}

/** The files of the export: that they are there, how large, and whether the library has them. */
export const Files = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const { files } = departure
  return (
    <Spine panel className="k-stack">
      <div>
        <h2 className="k-text-md k-strong">{t.files}</h2>
        <p className="k-quiet">{files.length === 0 ? t.filesNone : t.filesAbout}</p>
      </div>
      {files.length > 0 && (
        <TableBox label={t.files}>
          <Heads names={t.fileHeads} />
          <tbody>
            {files.map(file => (
              <tr key={file.file_no}>
                <th scope="row">{file.name}</th>
                <td className="k-number">{f.count(file.records)}</td>
                <td className="k-number">{sizeWord(sizeOf(file.bytes), f)}</td>
                <td>{file.fetched_at === null ? t.notYet : f.dayYear(dayOf(file.fetched_at))}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Spine>
  )
}

/** What proves that it is gone. */
export const CertificatePanel = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const fetch = useDo(departureCertificate)
  return (
    <Spine panel state="ok" className="k-stack">
      <div>
        <h2 className="k-text-md k-strong">{t.certificate}</h2>
        <p className="k-quiet">{t.certificateAbout}</p>
      </div>
      {fetch.error !== null && <Failed error={fetch.error} />}
      <div className="k-line">
        <Button
          variant="filled"
          loading={fetch.isPending}
          onClick={() =>
            fetch.mutate(
              { params: { departure_id: departure.departure_id } },
              { onSuccess: ({ name, mime, text }) => save(name, new Blob([text], { type: mime })) },
            )
          }
        >
          {t.fetchCertificate}
        </Button>
      </div>
    </Spine>
  )
}
