import { regulationGrid } from '@kaft/contract/regulations'
import type { RegulationRow } from '@kaft/contract/regulation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useRead } from '../../base/hooks.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { useOwnBranches } from '../own-branches.ts'
import {
  type Cell,
  cellAt,
  cellWords,
  copiedDown,
  type Grid,
  madeNotLoanable,
  moved,
  type Place,
  rowOfCell,
} from './grid.model.ts'
import { ProbeBox } from './probe-box.tsx'
import css from './regulation.module.css'
import { versionTexts } from './texts.ts'
import { openCellWhy } from './why-cell.tsx'

/** What the grid may do to the rows of a draft; null where the version is fixed. */
export interface GridEdits {
  readonly rows: readonly RegulationRow[]
  edit(row: RegulationRow): void
  save(rows: readonly RegulationRow[], said: string): void
}

const useCellName = (grid: Grid): ((cell: Cell) => string) => {
  const t = useTexts(versionTexts)
  const lang = useLanguage()
  return cell =>
    t.cell(
      grid.membership_types.find(one => one.type === cell.membership_type)?.name ?? cell.membership_type,
      kindName(cell.item_type, lang),
    )
}

const CellBox = ({ cell, isHere, enter }: { cell: Cell; isHere: boolean; enter: () => void }): ReactNode => {
  const t = useTexts(versionTexts)
  const inherited = cell.own_row_no === null && cell.row_no !== null
  return (
    <td
      role="gridcell"
      tabIndex={isHere ? 0 : -1}
      className={css['cell']}
      data-inherited={inherited || undefined}
      data-state={cell.state === 'hole' ? 'stop' : undefined}
      data-changed={cell.changed || undefined}
      onFocus={enter}
    >
      <span className={css['cellWords']}>{cellWords(cell, t)}</span>
      {cell.changed && (
        <span className={css['mark']} title={t.changedMark}>
          ● <span className="k-sr-only">{t.changedMark}</span>
        </span>
      )}
    </td>
  )
}

const useGridKeys = (grid: Grid, edits: GridEdits | null, version_id: string) => {
  const t = useTexts(versionTexts)
  const name = useCellName(grid)
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 })
  const body = useRef<HTMLTableSectionElement>(null)
  const size = { rows: grid.membership_types.length, columns: grid.item_types.length }
  const go = (to: Place): void => {
    setPlace(to)
    const cells = body.current?.querySelectorAll<HTMLElement>('[role="gridcell"]')
    cells?.[to.row * size.columns + to.column]?.focus()
  }
  const copyDown = (cell: Cell): void => {
    const below = cellAt(grid, { ...place, row: place.row + 1 })
    if (!edits || !below) return
    const rows = copiedDown(edits.rows, cell, below)
    if (rows === null) tell(t.nothingToCopy)
    else edits.save(rows, t.copied(name(below)))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const cell = cellAt(grid, place)
    const to = moved(place, event.key, size)
    if (!cell || event.altKey || event.metaKey) return
    if (to && !event.ctrlKey) go(to)
    else if (event.key === 'Enter' && edits) edits.edit(rowOfCell(edits.rows, cell))
    else if (event.key === 'F2') openCellWhy({ version_id, cell, what: name(cell) })
    else if (event.ctrlKey && event.key.toLowerCase() === 'd') copyDown(cell)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { place, setPlace, body, onKeyDown, name }
}

const Table = ({
  grid,
  edits,
  version_id,
}: {
  grid: Grid
  edits: GridEdits | null
  version_id: string
}): ReactNode => {
  const t = useTexts(versionTexts)
  const lang = useLanguage()
  const { place, setPlace, body, onKeyDown, name } = useGridKeys(grid, edits, version_id)
  const holes = grid.cells.filter(cell => cell.state === 'hole')
  return (
    <>
      <section className={css['box']} aria-label={t.grid}>
        <table role="grid" aria-label={t.grid} className={css['grid']} aria-readonly={edits === null}>
          <thead>
            <tr>
              <th scope="col">{t.gridCorner}</th>
              {grid.item_types.map(type => (
                <th key={type} scope="col">
                  {kindName(type, lang)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {grid.membership_types.map((membership, row) => (
              <tr key={membership.type}>
                <th scope="row">{membership.name}</th>
                {grid.item_types.map((type, column) => {
                  const cell = cellAt(grid, { row, column })
                  if (cell === undefined) return null
                  return (
                    <CellBox
                      key={type}
                      cell={cell}
                      isHere={place.row === row && place.column === column}
                      enter={() => setPlace({ row, column })}
                    />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Here grid={grid} cell={cellAt(grid, place)} edits={edits} version_id={version_id} />
      {edits !== null && <Holes holes={holes} name={name} edits={edits} />}
    </>
  )
}

/** The cell where the focus stands, in words, with what can be done to it by a pointer as well. */
const Here = ({
  grid,
  cell,
  edits,
  version_id,
}: {
  grid: Grid
  cell: Cell | undefined
  edits: GridEdits | null
  version_id: string
}): ReactNode => {
  const t = useTexts(versionTexts)
  const name = useCellName(grid)
  if (cell === undefined) return null
  const from = cell.own_row_no !== null ? t.own : cell.row_no === null ? t.hole : t.inherited(cell.row_no)
  return (
    <Spine {...(cell.changed ? { state: 'ask' as const } : {})} className="k-line k-line-between">
      <span>
        <span className="k-strong">{name(cell)}</span>: {cellWords(cell, t)}{' '}
        <span className="k-quiet">
          ({from}
          {cell.changed ? `, ${t.changedMark}` : ''})
        </span>
      </span>
      <span className="k-line">
        <button
          type="button"
          className="k-quiet-link"
          onClick={() => openCellWhy({ version_id, cell, what: name(cell) })}
        >
          {t.why}
        </button>
        {edits !== null && (
          <Button size="compact-sm" onClick={() => edits.edit(rowOfCell(edits.rows, cell))}>
            {cell.state === 'hole' ? t.fill : t.change}
          </Button>
        )}
      </span>
    </Spine>
  )
}

const Holes = ({
  holes,
  name,
  edits,
}: {
  holes: readonly Cell[]
  name: (cell: Cell) => string
  edits: GridEdits
}): ReactNode => {
  const t = useTexts(versionTexts)
  return holes.slice(0, 20).map(cell => (
    <Spine key={name(cell)} state="stop" className="k-line k-line-between">
      <StateWord state="stop">{t.holeFix(name(cell))}</StateWord>
      <span className="k-line">
        <Button size="compact-sm" onClick={() => edits.edit(rowOfCell(edits.rows, cell))}>
          {t.fill}
        </Button>
        <Button
          size="compact-sm"
          onClick={() => edits.save(madeNotLoanable(edits.rows, cell), t.cell(name(cell), t.notLoanable))}
        >
          {t.makeNot}
        </Button>
      </span>
    </Spine>
  ))
}

/** A version as people know a regulation: a grid of memberships by materials. */
export const GridView = ({
  version_id,
  edits,
}: {
  version_id: string
  edits: GridEdits | null
}): ReactNode => {
  const t = useTexts(versionTexts)
  const [branch_id, setBranch] = useState('')
  const read = useRead(
    regulationGrid,
    { params: { version_id }, query: branch_id === '' ? {} : { branch_id } },
    { keep: true },
  )
  const own = useOwnBranches().data ?? []
  return (
    <div className="k-stack">
      <div className="k-line k-line-between">
        <p className="k-quiet">{edits === null ? t.gridRead : t.gridHint}</p>
        {own.length > 1 && (
          <NativeSelect
            aria-label={t.branch}
            value={branch_id}
            onChange={event => setBranch(event.currentTarget.value)}
            data={[
              { value: '', label: t.anyBranch },
              ...own.map(one => ({ value: one.branch_id, label: one.name })),
            ]}
          />
        )}
      </div>
      <Read of={read}>
        {grid => (
          <>
            <Table grid={grid} edits={edits} version_id={version_id} />
            <p className="k-quiet k-text-xs">{t.legend}</p>
            <ProbeBox version_id={version_id} grid={grid} branch_id={branch_id} />
          </>
        )}
      </Read>
    </div>
  )
}
