import { addCrate, crates, transits } from '@kaft/contract/logistics'
import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked, useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { askDesk } from '../base/desk-door.ts'
import { useRead } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { passScanOn, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { Read } from '../base/states.tsx'
import { useUndoKey } from '../base/undo.ts'
import type { Crates } from './crate-rows.tsx'
import { CratesTab } from './crates-tab.tsx'
import { printLate } from './print-late.tsx'
import { transportTexts } from './texts.ts'
import { TransitRows, type Transits } from './transit-rows.tsx'

const tabCodes = { crates: 'bakken', moving: 'onderweg', late: 'te-laat' } as const
type Tab = keyof typeof tabCodes
const tabs = Object.keys(tabCodes) as Tab[]

const useTab = (): [Tab, (tab: Tab) => void] => {
  const asked = useAsked().get('tab')
  const ask = useAsk()
  const tab = tabs.find(one => tabCodes[one] === asked) ?? 'crates'
  return [tab, next => ask({ tab: next === 'crates' ? null : tabCodes[next] })]
}

/** A crate is opened, filled and emptied at the desk, where every scan has its row. */
const useCrateScans = (all: Crates): void => {
  const go = useGo()
  const codes = new Set([...all.here, ...all.to_receive, ...all.sent, ...all.free].map(one => one.code))
  useScans(scan => {
    if (!codes.has(scan.code.trim())) return passScanOn(scan)
    askDesk({ kind: 'crate', code: scan.code })
    go(paths.desk)
  })
}

const Lists = ({ all, moving }: { all: Crates; moving: Transits }): ReactNode => {
  const t = useTexts(transportTexts)
  const { branch_name } = useSession()
  const [tab, show] = useTab()
  const [adds, setAdds] = useState(false)
  const late = moving.rows.filter(line => line.late)
  const lines = tab === 'moving' ? moving.rows : late
  const print = (): void => printLate(lines, branch_name)
  const add = (): void => {
    show('crates')
    setAdds(true)
  }
  const { nl, en } = transportTexts
  useCrateScans(all)
  useUndoKey()
  useShortcuts([
    {
      id: 'transport.tab',
      combo: 't',
      does: { nl: nl.keys.tab, en: en.keys.tab },
      run: () => show(tabs[(tabs.indexOf(tab) + 1) % tabs.length] ?? 'crates'),
    },
    { id: 'transport.print', combo: 'p', does: { nl: nl.keys.print, en: en.keys.print }, run: print },
    { id: 'transport.add', combo: 'n', does: { nl: nl.keys.add, en: en.keys.add }, run: add },
  ])
  const names: Readonly<Record<Tab, string>> = {
    crates: t.tabs.crates(all.here.length + all.to_receive.length),
    moving: t.tabs.moving(moving.rows.length),
    late: t.tabs.late(late.length),
  }
  const bodies: Readonly<Record<Tab, ReactNode>> = {
    crates: <CratesTab all={all} adds={adds} stopAdding={() => setAdds(false)} />,
    moving: <TransitRows lines={moving.rows} none={t.movingNone} acts={false} />,
    late: (
      <div className="k-stack">
        {late.length > 0 && <p className="k-quiet">{t.lateAbout(moving.late_days)}</p>}
        <TransitRows lines={late} none={t.lateNone(moving.late_days)} acts />
      </div>
    ),
  }
  return (
    <Page
      title={t.title(branch_name)}
      about={t.about}
      actions={
        tab === 'crates' ? (
          <Allowed op={addCrate}>
            <Button onClick={add}>
              {t.add} <kbd>N</kbd>
            </Button>
          </Allowed>
        ) : (
          <Button onClick={print}>
            {t.print} <kbd>P</kbd>
          </Button>
        )
      }
    >
      <Tabs value={tab} onChange={next => next !== null && show(next as Tab)} keepMounted={false}>
        <Tabs.List aria-label={t.tabs.label}>
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
      {moving.more && tab !== 'crates' && <p className="k-quiet">{t.more}</p>}
    </Page>
  )
}

/** Crates, and everything that travels to and from this branch. */
export const Screen = (): ReactNode => {
  const all = useRead(crates, {}, { every_ms: 30_000 })
  const moving = useRead(transits, {}, { every_ms: 60_000 })
  return (
    <Read of={all}>{found => <Read of={moving}>{lines => <Lists all={found} moving={lines} />}</Read>}</Read>
  )
}
