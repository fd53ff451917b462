import { type Departure, type DepartureFile, fetchedDeparture, ownDeparture } from '@kaft/contract/departures'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { sizeOf, sizeWord } from './departure.model.ts'
import { fetchFile } from './fetch-file.ts'
import { save } from './save.ts'
import { departureTexts } from './texts.ts'

/** Where the fetching of one file is: at which part, or how it ended badly. */
interface Under {
  readonly at: number
  readonly bad: Error | 'broken' | null
}

/** Files are fetched one after the other: in parts, looked at, saved, and told that they arrived. */
const useFetching = () => {
  const tell = useDo(fetchedDeparture, [ownDeparture])
  const [under, setUnder] = useState<Readonly<Record<number, Under>>>({})
  const note = ({ file_no }: DepartureFile, now: Under): void => setUnder(all => ({ ...all, [file_no]: now }))
  const one = async (file: DepartureFile): Promise<void> => {
    note(file, { at: 1, bad: null })
    try {
      const whole = await fetchFile(file, at => note(file, { at, bad: null }))
      if (whole === null || file.sha256 === null) return note(file, { at: 0, bad: 'broken' })
      save(file.name, whole)
      await tell.mutateAsync({
        params: { file_no: String(file.file_no) },
        body: { command_id: newCommandId(), sha256: file.sha256 },
      })
      note(file, { at: 0, bad: null })
    } catch (error) {
      note(file, { at: 0, bad: error as Error })
    }
  }
  const all = async (files: readonly DepartureFile[]): Promise<void> => {
    for (const file of files) await one(file)
  }
  return { under, all, busy: Object.values(under).some(file => file.at > 0) }
}

const FileRow = ({
  file,
  under,
  busy,
  go,
}: {
  file: DepartureFile
  under: Under
  busy: boolean
  go: () => void
}): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const { at, bad } = under
  return (
    <tr>
      <th scope="row">{file.name}</th>
      <td className="k-number">{f.count(file.records)}</td>
      <td className="k-number">{sizeWord(sizeOf(file.bytes), f)}</td>
      <td>
        {file.fetched_at === null ? (
          t.notYet
        ) : (
          <StateWord state="ok" size={16}>
            {f.dayYear(dayOf(file.fetched_at))}
          </StateWord>
        )}
        {bad === 'broken' && <p role="alert">{t.broken}</p>}
        {bad !== null && bad !== 'broken' && <Failed error={bad} />}
      </td>
      <td>
        <Button
          size="compact-sm"
          aria-label={`${t.fetch}: ${file.name}`}
          loading={at > 0 && file.parts < 2}
          disabled={busy}
          onClick={go}
        >
          {at > 0 && file.parts > 1 ? t.fetching(f.count(at), f.count(file.parts)) : t.fetch}
        </Button>
      </td>
    </tr>
  )
}

const OwnFiles = ({ files }: { files: readonly DepartureFile[] }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const { under, all, busy } = useFetching()
  const left = files.filter(file => file.fetched_at === null)
  return (
    <Spine panel className="k-stack" state={left.length === 0 ? 'ok' : 'ask'}>
      <div className="k-line k-line-between">
        <p role="status">
          {left.length === 0
            ? t.ownAll
            : t.ownSome(f.count(files.length - left.length), f.count(files.length))}
        </p>
        {left.length > 1 && (
          <Button variant="filled" loading={busy} onClick={() => void all(left)}>
            {t.fetchAll(f.count(left.length))}
          </Button>
        )}
      </div>
      <TableBox label={t.files}>
        <Heads names={[...t.fileHeads, '']} />
        <tbody>
          {files.map(file => (
            <FileRow
              key={file.file_no}
              file={file}
              under={under[file.file_no] ?? { at: 0, bad: null }}
              busy={busy}
              go={() => void all([file])}
            />
          ))}
        </tbody>
      </TableBox>
    </Spine>
  )
}

const Shown = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const { files } = departure
  return (
    <>
      <p>{t.lastDay(f.dayYear(departure.leaves_on), departure.reason)}</p>
      {files.length === 0 ? <Empty>{t.ownWait}</Empty> : <OwnFiles files={files} />}
    </>
  )
}

/** What the own library takes along when it leaves. */
export const Screen = (): ReactNode => {
  const t = useTexts(departureTexts)
  const known = useRead(ownDeparture, {}, { every_ms: 10_000 })
  return (
    <Page title={t.own} about={t.ownAbout}>
      <Read of={known}>
        {({ departure }) =>
          departure === null ? <Empty>{t.ownNone}</Empty> : <Shown departure={departure} />
        }
      </Read>
    </Page>
  )
}
