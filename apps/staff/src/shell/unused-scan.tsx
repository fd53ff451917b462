import { findItems } from '@kaft/contract/inventory'
import { findPatrons } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { askDesk } from '../base/desk-door.ts'
import { useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { paths } from '../base/paths.ts'
import { allows, type Session } from '../base/session.ts'
import { Loading } from '../base/states.tsx'
import { shellTexts } from './texts.ts'

type Go = (to: string) => void

const Scanned = ({ code, session, go }: { code: string; session: Session; go: Go }): ReactNode => {
  const t = useTexts(shellTexts)
  const items = useRead(
    findItems,
    { query: { barcode: code } },
    { enabled: allows(session, findItems.leave) },
  )
  const patrons = useRead(
    findPatrons,
    { query: { q: code } },
    { enabled: allows(session, findPatrons.leave) },
  )
  if (items.isLoading || patrons.isLoading) return <Loading />
  const found = [...(items.data?.rows ?? [])]
  const people = [...(patrons.data?.rows ?? [])]
  const leave = (to: string) => () => {
    closePanel()
    go(to)
  }
  const atDesk = () => {
    askDesk({ kind: 'scan', code })
    leave(paths.desk)()
  }
  if (found.length + people.length === 0)
    return (
      <p>
        {t.scannedNothing} <code>{code}</code>
      </p>
    )
  return (
    <div className="k-stack">
      {people.map(one => (
        <div key={one.patron_id} className="k-stack">
          <p className="k-strong">{one.name}</p>
          <Button onClick={leave(paths.patron(one.patron_id))}>{t.openPatron}</Button>
        </div>
      ))}
      {found.map(one => (
        <div key={one.item_id} className="k-stack">
          <p className="k-strong">{one.title}</p>
          <p className="k-quiet">
            {one.branch_name} · {one.barcode}
          </p>
          <Button onClick={leave(paths.title(one.title_id))}>{t.openTitle}</Button>
        </div>
      ))}
      <Button variant="filled" onClick={atDesk}>
        {t.openAtDesk}
      </Button>
    </div>
  )
}

/** A scan that the screen has no use for shows what was scanned; what was being typed stays. */
export const showUnusedScan = (code: string, session: Session, go: Go): void =>
  openPanel({
    title: textsNow(shellTexts).scanned,
    body: <Scanned key={code} code={code} session={session} go={go} />,
  })
