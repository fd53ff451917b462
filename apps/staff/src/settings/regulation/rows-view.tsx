import {
  changeRegulation,
  checkRegulation,
  compareRegulation,
  inheritedByRow,
  listRegulations,
  readRegulation,
  readSimulation,
  regulationGrid,
} from '@kaft/contract/regulations'
import type { RegulationRow } from '@kaft/contract/regulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { tell } from '../../base/tell.ts'
import { selectorWords, valueWords } from '../regulation-words.model.ts'
import { nextRowNo, withRow } from '../row/form.model.ts'
import { RowForm } from '../row/row-form.tsx'
import css from '../settings.module.css'
import { useSpeech } from '../speech.ts'
import type { OpenRow } from './open-row.ts'
import { versionTexts } from './texts.ts'
import { settingsTexts } from '../texts/index.ts'
import type { Version } from './version-actions.tsx'

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
export const useRows = (version: Version) => {
  const change = useDo(changeRegulation, [
    readRegulation,
    listRegulations,
    regulationGrid,
    checkRegulation,
    compareRegulation,
    inheritedByRow,
    readSimulation,
  ])
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

export const RowsView = ({
  version,
  edits,
  edit,
  dropped,
}: {
  version: Version
  edits: boolean
  edit: Edit
  dropped: (row: RegulationRow) => void
}): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const { save, rows } = useRows(version)
  const fresh: RegulationRow = { row_no: nextRowNo(rows), selectors: {}, values: {} }
  const sorted = rows.toSorted((a, b) => a.row_no - b.row_no)
  return (
    <>
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
                    () => dropped(row),
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

/** Asked where another row was opened while this one holds what was not saved. */
const Leaving = ({ open, wanted }: { open: OpenRow; wanted: RegulationRow }): ReactNode => {
  const v = useTexts(versionTexts)
  return (
    <Spine state="ask" soft panel role="alert" className="k-line k-line-between">
      <StateWord state="ask">{v.keptOpen}</StateWord>
      <span className="k-line">
        <Button size="compact-sm" onClick={open.stay}>
          {v.stay}
        </Button>
        <Button size="compact-sm" onClick={open.leave}>
          {v.dropAndGo(wanted.row_no)}
        </Button>
      </span>
    </Spine>
  )
}

export type Edit = (row: RegulationRow | null) => void

/** The form of the row that is being changed, above whichever view it was opened from. */
export const Editor = ({ version, open }: { version: Version; open: OpenRow }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const { row, wanted } = open
  const { change, save, rows } = useRows(version)
  return (
    <>
      {change.error !== null && <Failed error={change.error} />}
      <RowForm
        key={JSON.stringify(row)}
        version_id={version.version_id}
        row={row}
        isNew={!rows.some(one => one.row_no === row.row_no)}
        busy={change.isPending}
        close={open.close}
        changed={open.changed}
        before={wanted !== null && <Leaving open={open} wanted={wanted} />}
        save={next => save(withRow(rows, next), t.saved(next.row_no), open.saved)}
      />
    </>
  )
}
