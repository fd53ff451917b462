import {
  addImportPart,
  beginImport,
  type CatalogueImport,
  IMPORT_PART,
  type ImportProfile,
  listImportProfiles,
  listImports,
} from '@kaft/contract/catalogue-imports'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, FileInput, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useRead, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { stateOf } from './import-state.ts'
import { importTexts } from './texts.ts'

const base64 = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** Hands a file in part by part; with the last it is looked through. */
async function handIn(
  profile_id: string,
  file: File,
  onPart: (sent: number, of: number) => void,
): Promise<string> {
  const body = { command_id: newCommandId(), profile_id, name: file.name.slice(0, 200), bytes: file.size }
  const { import_id } = await call(beginImport, { body })
  const parts = Math.max(1, Math.ceil(file.size / IMPORT_PART))
  for (let part_no = 1; part_no <= parts; part_no++) {
    const bytes = await base64(file.slice((part_no - 1) * IMPORT_PART, part_no * IMPORT_PART))
    await call(addImportPart, { params: { import_id }, body: { part_no, bytes, last: part_no === parts } })
    onPart(part_no, parts)
  }
  return import_id
}

const Fresh = ({ profiles }: { profiles: readonly ImportProfile[] }): ReactNode => {
  const t = useTexts(importTexts)
  const go = useGo()
  const [profile, setProfile] = useState(profiles[0]?.profile_id ?? '')
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const wrong = file === null ? t.fileNeeded : file.size === 0 ? t.fileEmpty : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (file === null || wrong !== undefined) return
    setError(null)
    setSent(t.sending(0, Math.ceil(file.size / IMPORT_PART)))
    handIn(profile, file, (n, of) => setSent(t.sending(n, of)))
      .then(import_id => go(paths.catalogueImport(import_id)))
      .catch((thrown: unknown) => {
        setError(thrown)
        setSent(null)
      })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.fresh}</h2>
        <div className="k-line">
          <NativeSelect
            label={t.profile}
            value={profile}
            data={profiles.map(p => ({ value: p.profile_id, label: p.name }))}
            onChange={event => setProfile(event.currentTarget.value)}
          />
          <FileInput
            label={t.file}
            value={file}
            onChange={setFile}
            placeholder={t.fileNeeded}
            error={tried ? wrong : undefined}
            miw="min(20rem, 100%)"
          />
        </div>
        {sent !== null && <p role="status">{sent}</p>}
        {error !== null && <Failed error={error} />}
        <div className="k-line k-line-between">
          <To to={paths.importProfile(profile)}>{t.editProfile}</To>
          <Button type="submit" variant="filled" loading={sent !== null}>
            {t.send}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

const Row = ({ one }: { one: CatalogueImport }): ReactNode => {
  const t = useTexts(importTexts)
  const f = useFormats()
  return (
    <tr>
      <th scope="row">
        <To to={paths.catalogueImport(one.import_id)}>{one.name}</To>
      </th>
      <td>{one.profile_name}</td>
      <td>
        {f.dayShort(dayOf(one.made_at))}, {f.time(one.made_at)}
      </td>
      <td>{one.made_by}</td>
      <td>
        <StateWord state={stateOf[one.state]} size={16}>
          {t.states[one.state]}
        </StateWord>
      </td>
    </tr>
  )
}

/** Imports of this library: a new one, and those of before. */
export const Screen = (): ReactNode => {
  const t = useTexts(importTexts)
  const profiles = useRead(listImportProfiles, {})
  const read = useReadPages(listImports, {})
  return (
    <Page title={t.title} about={t.about} actions={<To to={paths.importProfile('nieuw')}>{t.newProfile}</To>}>
      <Read of={profiles}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty action={<To to={paths.importProfile('nieuw')}>{t.newProfile}</To>}>{t.noProfile}</Empty>
          ) : (
            <Fresh profiles={rows} />
          )
        }
      </Read>
      <h2 className="k-text-lg k-strong">{t.past}</h2>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{t.none}</Empty>
          return (
            <>
              <TableBox label={t.past}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(one => (
                    <Row key={one.import_id} one={one} />
                  ))}
                </tbody>
              </TableBox>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </Page>
  )
}
