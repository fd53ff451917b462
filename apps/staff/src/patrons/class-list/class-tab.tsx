import { addChildren, type ClassList, readClassList } from '@kaft/contract/class-lists'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { AddChildren } from './add-children.tsx'
import { AtHomeList, ChildRow } from './child-row.tsx'
import { printClassList } from './print-list.tsx'
import { classTexts } from './texts.ts'

const Children = ({ list, own }: { list: ClassList; own: boolean }): ReactNode => {
  const t = useTexts(classTexts)
  if (list.children.length === 0) return <Empty>{t.none}</Empty>
  return (
    <TableBox label={t.title}>
      <Heads names={t.heads} />
      <tbody>
        {list.children.map(child => (
          <ChildRow key={child.child_id} patron_id={list.patron_id} child={child} own={own} />
        ))}
      </tbody>
    </TableBox>
  )
}

const Body = ({ list, own }: { list: ClassList; own: boolean }): ReactNode => {
  const t = useTexts(classTexts)
  const f = useFormats()
  const still = list.children.reduce((sum, child) => sum + child.loans.length, list.loans.length)
  return (
    <div className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.title}</h2>
        <Button onClick={() => printClassList(list)}>{t.print}</Button>
      </div>
      <p className="k-quiet">{t.about(f.dayYear(list.until))}</p>
      <p>{still === 0 ? <StateWord state="ok">{t.complete}</StateWord> : t.still(still)}</p>
      <Children list={list} own={own} />
      {list.loans.length > 0 && (
        <>
          <h3 className="k-strong">{t.loose}</h3>
          <AtHomeList loans={list.loans} />
        </>
      )}
      {own && (
        <Allowed op={addChildren}>
          <AddChildren patron_id={list.patron_id} />
        </Allowed>
      )}
    </div>
  )
}

/** The list of a class card: who is on it, who still has what, and the paper for the teacher. */
export const ClassTab = ({ patron_id, own }: { patron_id: string; own: boolean }): ReactNode => {
  const read = useRead(readClassList, { params: { patron_id } }, { fresh_ms: 0 })
  return <Read of={read}>{list => <Body list={list} own={own} />}</Read>
}
