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

const Found = ({
  name,
  more,
  open,
  go,
}: {
  name: string
  more?: string
  open: string
  go: () => void
}): ReactNode => (
  <div className="k-stack">
    <p className="k-strong">{name}</p>
    {more !== undefined && <p className="k-quiet">{more}</p>}
    <Button onClick={go}>{open}</Button>
  </div>
)

const useScanned = (code: string, session: Session) => {
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
  return {
    people: patrons.data?.rows ?? [],
    items: items.data?.rows ?? [],
    loading: items.isLoading || patrons.isLoading,
  }
}

const Scanned = ({ code, session, go }: { code: string; session: Session; go: Go }): ReactNode => {
  const t = useTexts(shellTexts)
  const { people, items, loading } = useScanned(code, session)
  if (loading) return <Loading />
  const leave = (to: string) => () => {
    closePanel()
    go(to)
  }
  const atDesk = (): void => {
    askDesk({ kind: 'scan', code })
    leave(paths.desk)()
  }
  return (
    <div className="k-stack">
      {people.length + items.length === 0 && (
        // The desk knows more kinds than these two: a crate that stands open elsewhere, a code of another library.
        <p>
          {t.scannedNothing} <code>{code}</code>
        </p>
      )}
      {people.map(one => (
        <Found
          key={one.patron_id}
          name={one.name}
          open={t.openPatron}
          go={leave(paths.patron(one.patron_id))}
        />
      ))}
      {items.map(one => (
        <Found
          key={one.item_id}
          name={one.title}
          more={`${one.branch_name} · ${one.barcode}`}
          open={t.openTitle}
          go={leave(paths.title(one.title_id))}
        />
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
