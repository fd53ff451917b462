import { type Departure, type DepartureFile, fetchedDeparture, ownDeparture } from '@kaft/contract/departures'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { movingTexts } from '../texts/index.ts'
import { sizeOf, sizeWord } from './departure.model.ts'
import { fetchFile } from './fetch-file.ts'
import { save } from './save.ts'
import { departureTexts } from './texts.ts'

/** One file: fetched in parts, looked at, saved, and told that it arrived. */
const FileRow = ({ file }: { file: DepartureFile }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const tell = useDo(fetchedDeparture, [ownDeparture])
  const [at, setAt] = useState(0)
  const [broken, setBroken] = useState(false)
  const [failed, setFailed] = useState<Error | null>(null)
  const run = async (): Promise<void> => {
    setBroken(false)
    setFailed(null)
    try {
      const whole = await fetchFile(file, setAt)
      if (whole === null || file.sha256 === null) return setBroken(true)
      save(file.name, whole)
      await tell.mutateAsync({
        params: { file_no: String(file.file_no) },
        body: { command_id: newCommandId(), sha256: file.sha256 },
      })
    } catch (error) {
      setFailed(error as Error)
    } finally {
      setAt(0)
    }
  }
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
        {broken && <p role="alert">{t.broken}</p>}
        {failed !== null && <Failed error={failed} />}
      </td>
      <td>
        <Button
          size="compact-sm"
          loading={at > 0 && file.parts < 2}
          aria-label={`${t.fetch}: ${file.name}`}
          disabled={at > 0}
          onClick={() => void run()}
        >
          {at > 0 && file.parts > 1 ? t.fetching(f.count(at), f.count(file.parts)) : t.fetch}
        </Button>
      </td>
    </tr>
  )
}

const Shown = ({ departure }: { departure: Departure }): ReactNode => {
  const t = useTexts(departureTexts)
  const f = useFormats()
  const { files } = departure
  const done = files.filter(file => file.fetched_at !== null).length
  return (
    <>
      <p>{t.lastDay(f.dayYear(departure.leaves_on), departure.reason)}</p>
      {files.length === 0 ? (
        <Empty>{t.ownWait}</Empty>
      ) : (
        <Spine panel className="k-stack" state={done === files.length ? 'ok' : 'ask'}>
          <p role="status">
            {done === files.length ? t.ownAll : t.ownSome(f.count(done), f.count(files.length))}
          </p>
          <TableBox label={t.files}>
            <Heads names={[...t.fileHeads, '']} />
            <tbody>
              {files.map(file => (
                <FileRow key={file.file_no} file={file} />
              ))}
            </tbody>
          </TableBox>
        </Spine>
      )}
    </>
  )
}

/** What the own library takes along when it leaves. */
export const Screen = (): ReactNode => {
  const t = useTexts(departureTexts)
  const m = useTexts(movingTexts)
  const known = useRead(ownDeparture, {}, { every_ms: 10_000 })
  const leaves = known.data?.departure != null
  return (
    <Page
      title={leaves ? t.own : t.ownTitle}
      about={leaves ? t.ownAbout : undefined}
      actions={<To to={paths.settings}>{m.toSettings}</To>}
    >
      <Read of={known}>
        {({ departure }) =>
          departure === null ? <Empty>{t.ownNone}</Empty> : <Shown departure={departure} />
        }
      </Read>
    </Page>
  )
}
