import {
  activateRegulation,
  changeRegulation,
  listRegulations,
  readRegulation,
} from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import type { RegulationRow } from '@kaft/contract/regulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { usePart } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { allows, useSession } from '../base/session.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { Activate } from './activate.tsx'
import { nextRowNo, withRow } from './regulation-edit.model.ts'
import { selectorWords, valueWords } from './regulation-words.model.ts'
import { rooms } from './rooms.ts'
import { RowForm } from './row-form.tsx'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { useSpeech } from './speech.ts'
import { settingsTexts } from './texts/index.ts'

type Version = OkOf<typeof readRegulation>

const Line = ({
  row,
  edit,
  drop,
}: {
  row: RegulationRow
  edit: (() => void) | null
  drop: () => void
}): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const speech = useSpeech()
  const said = valueWords(row.values, speech)
  return (
    <tr>
      <th scope="row">{row.row_no}</th>
      <td className="k-strong">{selectorWords(row.selectors, speech)}</td>
      <td>
        <ul className={css['values']}>
          {said.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </td>
      <td className="k-quiet">{row.note}</td>
      {edit !== null && (
        <td>
          <span className="k-line">
            <Button size="compact-sm" onClick={edit} aria-label={t.editRow(row.row_no)}>
              {t.edit}
            </Button>
            <Button size="compact-sm" onClick={drop} aria-label={t.drop(row.row_no)}>
              {t.dropShort}
            </Button>
          </span>
        </td>
      )}
    </tr>
  )
}

/** Saves all rows of a draft with one changed, added or left out. */
const useRows = (version: Version) => {
  const change = useDo(changeRegulation, [readRegulation, listRegulations])
  const { version_id, rows } = version
  const save = (next: readonly RegulationRow[], said: string, then: () => void): void =>
    change.mutate(
      { params: { version_id }, body: { command_id: newCommandId(), rows: [...next] } },
      {
        onSuccess: () => {
          tell(said)
          then()
        },
      },
    )
  return { change, save, rows }
}

const Table = ({ version, edits }: { version: Version; edits: boolean }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const { change, save, rows } = useRows(version)
  const [edited, edit] = useState<RegulationRow | null>(null)
  const fresh: RegulationRow = { row_no: nextRowNo(rows), selectors: {}, values: {} }
  const sorted = rows.toSorted((a, b) => a.row_no - b.row_no)
  return (
    <>
      {change.error !== null && <Failed error={change.error} />}
      {edited !== null && (
        <RowForm
          key={edited.row_no}
          row={edited}
          isNew={!rows.some(row => row.row_no === edited.row_no)}
          busy={change.isPending}
          close={() => edit(null)}
          save={row => save(withRow(rows, row), t.saved(row.row_no), () => edit(null))}
        />
      )}
      {sorted.length === 0 ? (
        <Empty>{t.noRows}</Empty>
      ) : (
        <TableBox label={t.rows}>
          <Heads names={edits ? [...t.heads, t.edit] : t.heads} />
          <tbody className={css['differences']}>
            {sorted.map(row => (
              <Line
                key={row.row_no}
                row={row}
                edit={edits ? () => edit(row) : null}
                drop={() =>
                  save(
                    rows.filter(one => one.row_no !== row.row_no),
                    t.dropped(row.row_no),
                    () => edit(null),
                  )
                }
              />
            ))}
          </tbody>
        </TableBox>
      )}
      {edits && (
        <div>
          <Button onClick={() => edit(fresh)}>{t.addRow}</Button>
        </div>
      )}
      <p className="k-quiet">{t.falls}</p>
    </>
  )
}

const Body = ({ version }: { version: Version }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const f = useFormats()
  const session = useSession()
  const [activates, setActivates] = useState(false)
  const draft = version.state === 'draft'
  const edits = draft && allows(session, changeRegulation.leave)
  const from = version.starts_on === null ? '' : ` · ${t.from(f.dayYear(version.starts_on))}`
  return (
    <SettingsPage
      room="regulations"
      title={`${version.name} · ${t.states[version.state]}${from}`}
      actions={
        draft &&
        allows(session, activateRegulation.leave) && (
          <Button variant="filled" onClick={() => setActivates(true)}>
            {t.activate}
          </Button>
        )
      }
    >
      <p className="k-line k-line-between">
        <span className="k-quiet">{version.reason}</span>
        <Link to={rooms.regulations}>{t.back}</Link>
      </p>
      {activates && <Activate version={version} close={() => setActivates(false)} />}
      {!draft && (
        <Spine>
          <StateWord state="move">{t.fixed}</StateWord>
        </Spine>
      )}
      <Table version={version} edits={edits} />
    </SettingsPage>
  )
}

const Found = ({ version_id }: { version_id: string }): ReactNode => {
  const read = useRead(readRegulation, { params: { version_id } })
  return <Read of={read}>{version => <Body version={version} />}</Read>
}

/** One version in plain words, row by row; a draft can be changed and activated. */
export const Screen = (): ReactNode => {
  const version_id = usePart('version_id')
  return <Found key={version_id} version_id={version_id} />
}
