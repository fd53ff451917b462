import { holdShelf } from '@kaft/contract/circulation'
import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked } from '../base/address.ts'
import { announce } from '../base/announce.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { passScanOn, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Read } from '../base/states.tsx'
import { useUndoKey } from '../base/undo.ts'
import { clearOff, takeIn, useHandling } from './found.ts'
import { HandledList } from './handled-list.tsx'
import { type OnShelf, type Shelf, type ShelfLine, shelfLineOf } from './lines.model.ts'
import { printShelf } from './print-shelf.tsx'
import { ScannedBand } from './scanned-band.tsx'
import { MovingRows, ShelfRows } from './shelf-rows.tsx'
import { holdTexts } from './texts.ts'

const tabCodes = { ready: 'klaar', today: 'vandaag', clear: 'opruimen', moving: 'onderweg' } as const
type Tab = keyof typeof tabCodes
const tabs = Object.keys(tabCodes) as Tab[]

const useTab = (): [Tab, (tab: Tab) => void] => {
  const asked = useAsked().get('tab')
  const ask = useAsk()
  const tab = tabs.find(one => tabCodes[one] === asked) ?? 'ready'
  return [tab, next => ask({ tab: next === 'ready' ? null : tabCodes[next] })]
}

const useActs = () => {
  const t = useTexts(holdTexts)
  const { handled, run } = useHandling()
  return {
    handled,
    clear: (line: ShelfLine): void =>
      run(line.title, clearOff(line.hold_id), where => t.shelf.cleared(line.hold_code, where)),
    receive: (line: { title: string; barcode: string }): void =>
      run(line.title, takeIn(line.barcode), where => t.shelf.received(line.title, where)),
  }
}

/** A scan says whose code an item lies under and until when. Where one clears the shelf, it clears at once. */
const useScanned = (
  shelf: Shelf,
  clearing: ((line: ShelfLine) => void) | null,
): [OnShelf | null, () => void] => {
  const t = useTexts(holdTexts)
  const f = useFormats()
  const [scanned, setScanned] = useState<OnShelf | null>(null)
  useScans(scan => {
    const found = shelfLineOf(shelf, scan.code)
    if (found?.kind === 'clear' && clearing !== null) {
      setScanned(null)
      return clearing(found.line)
    }
    setScanned(found)
    if (found === null) return passScanOn(scan)
    playSound(found.kind === 'ready' ? 'hold' : found.kind === 'clear' ? 'ask' : 'move')
    if (found.kind === 'ready')
      announce(t.shelf.scannedReady(found.line.hold_code, f.dayLong(found.line.ready_until)))
    else if (found.kind === 'clear') announce(t.shelf.scannedClear(found.line.hold_code))
    else announce(t.shelf.scannedMoving(found.line.from_branch))
  })
  return [scanned, () => setScanned(null)]
}

const useKeys = (tab: Tab, show: (tab: Tab) => void, print: () => void): void => {
  const { nl, en } = holdTexts
  useUndoKey()
  useShortcuts([
    {
      id: 'shelf.tab',
      combo: 't',
      does: { nl: nl.keys.tab, en: en.keys.tab },
      run: () => show(tabs[(tabs.indexOf(tab) + 1) % tabs.length] ?? 'ready'),
    },
    { id: 'shelf.print', combo: 'p', does: { nl: nl.keys.print, en: en.keys.print }, run: print },
  ])
}

const Lists = ({ shelf }: { shelf: Shelf }): ReactNode => {
  const t = useTexts(holdTexts)
  const { branch_name } = useSession()
  const [tab, show] = useTab()
  const { handled, clear, receive } = useActs()
  const [scanned, forget] = useScanned(shelf, tab === 'clear' ? clear : null)
  const lines = tab === 'clear' ? shelf.clear : tab === 'today' ? shelf.today : shelf.ready
  const print = (): void => printShelf(lines, branch_name)
  useKeys(tab, show, print)
  const act = (run: () => void) => () => {
    forget()
    run()
  }
  const names: Readonly<Record<Tab, string>> = {
    ready: t.shelf.tabs.ready(shelf.ready.length),
    today: t.shelf.tabs.today(shelf.today.length),
    clear: t.shelf.tabs.clear(shelf.clear.length),
    moving: t.shelf.tabs.moving(shelf.in_transit.length),
  }
  const bodies: Readonly<Record<Tab, ReactNode>> = {
    ready: <ShelfRows lines={shelf.ready} none={t.shelf.empty} />,
    today: (
      <div className="k-stack">
        {shelf.today.length > 0 && <p className="k-quiet">{t.shelf.todayAbout}</p>}
        <ShelfRows lines={shelf.today} none={t.shelf.nothingToday} says />
      </div>
    ),
    clear: (
      <ShelfRows lines={shelf.clear} none={t.shelf.nothingClear} clear={line => act(() => clear(line))()} />
    ),
    moving: <MovingRows lines={shelf.in_transit} receive={line => act(() => receive(line))()} />,
  }
  return (
    <Page
      title={t.shelf.title(branch_name)}
      about={tab === 'clear' && shelf.clear.length > 0 ? t.shelf.scanClears : t.shelf.scan}
      actions={
        <Button onClick={print}>
          {t.shelf.print} <kbd>P</kbd>
        </Button>
      }
    >
      {scanned !== null && (
        <ScannedBand
          scanned={scanned}
          clear={line => act(() => clear(line))()}
          receive={line => act(() => receive(line))()}
        />
      )}
      <HandledList handled={handled} label={t.shelf.tabs.label} />
      <Tabs value={tab} onChange={next => next !== null && show(next as Tab)} keepMounted={false}>
        <Tabs.List aria-label={t.shelf.tabs.label}>
          {tabs.map(one => (
            <Tabs.Tab key={one} value={one}>
              {names[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(one => (
          <Tabs.Panel key={one} value={one} pt="md">
            {bodies[one]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  )
}

/** What lies ready, what nobody came for, and what is on its way here. Codes, never names (P153). */
export const Screen = (): ReactNode => {
  const read = useRead(holdShelf, {}, { every_ms: 30_000 })
  return <Read of={read}>{shelf => <Lists shelf={shelf} />}</Read>
}
