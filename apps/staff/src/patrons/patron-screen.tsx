import { readAccount } from '@kaft/contract/finance'
import { patronAccess } from '@kaft/contract/privacy'
import { type Patron, readPatron } from '@kaft/contract/patrons'
import { Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked, useGo, usePart } from '../base/address.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { allows, useSession } from '../base/session.ts'
import { NeedsLine, Read } from '../base/states.tsx'
import { useUndoKey } from '../base/undo.ts'
import { PatronPrivacy, RestrictedBand } from '../privacy/patron/patron-privacy.tsx'
import { ClassTab } from './class-list/class-tab.tsx'
import { CostsTab } from './costs-tab.tsx'
import { DataTab } from './data-tab.tsx'
import { FamilyTab } from './family/family-tab.tsx'
import { HoldsTab } from './holds-tab.tsx'
import { LoansTab } from './loans-tab.tsx'
import { LogTab } from './log-tab.tsx'
import { MessagesTab } from './messages-tab.tsx'
import { PatronHeading } from './patron-heading.tsx'
import { type RenewAll, useRenewAll } from './renewals.ts'
import { useScansFor } from './scan-on-patron.ts'
import { patronTexts } from './texts/index.ts'

const tabCodes = {
  loans: 'uitleningen',
  holds: 'reserveringen',
  costs: 'kosten',
  messages: 'berichten',
  data: 'gegevens',
  family: 'gezin',
  klas: 'klaslijst',
  privacy: 'privacy',
  log: 'logboek',
} as const
type Tab = keyof typeof tabCodes

/** What a key opens on the tab of the data. */
export type Opened = 'edit' | 'note' | null

const useTabs = (klas: boolean): { tabs: readonly Tab[]; tab: Tab; show: (tab: Tab) => void } => {
  const session = useSession()
  const asked = useAsked().get('tab')
  const ask = useAsk()
  const tabs = (Object.keys(tabCodes) as Tab[]).filter(
    one =>
      (one !== 'klas' || klas) &&
      (one !== 'family' || !klas) &&
      (one !== 'costs' || allows(session, readAccount.leave)) &&
      (one !== 'log' || allows(session, patronAccess.leave)),
  )
  const tab = tabs.find(one => tabCodes[one] === asked) ?? 'loans'
  return { tabs, tab, show: next => ask({ tab: next === 'loans' ? null : tabCodes[next] }) }
}

interface KeyAsk {
  readonly patron_id: string
  readonly own: boolean
  readonly tabs: readonly Tab[]
  readonly show: (tab: Tab) => void
  readonly open: (what: Opened) => void
  readonly renewals: RenewAll
}

const useKeys = ({ patron_id, own, tabs, show, open, renewals }: KeyAsk): void => {
  const go = useGo()
  const session = useSession()
  const key = (id: string, combo: string, does: Shortcut['does'], run: () => void): Shortcut => ({
    id: `patron.${id}`,
    combo,
    does,
    run,
  })
  const { nl, en } = patronTexts
  const toData = (what: Opened) => () => {
    open(what)
    show('data')
  }
  const both = (pick: (t: typeof nl) => string): Shortcut['does'] => ({ nl: pick(nl), en: pick(en) })
  useShortcuts([
    ...tabs.map((tab, index) =>
      key(
        `tab.${tab}`,
        String(index + 1),
        both(t => t.keys.tab(t.keys.names[tab])),
        () => show(tab),
      ),
    ),
    ...(own
      ? [
          key(
            'edit',
            'e',
            both(t => t.keys.edit),
            toData('edit'),
          ),
          key(
            'note',
            'n',
            both(t => t.keys.note),
            toData('note'),
          ),
        ]
      : []),
    key(
      'renewAll',
      'r',
      both(t => t.keys.renewAll),
      () => {
        show('loans')
        renewals.run()
      },
    ),
    ...(allows(session, readAccount.leave)
      ? [
          key(
            'pay',
            'F8',
            both(t => t.keys.pay),
            () => go(paths.pay(patron_id)),
          ),
        ]
      : []),
  ])
}

const Body = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const session = useSession()
  const { tabs, tab, show } = useTabs(patron.card_type === 'class' || patron.card_type === 'institution')
  const [opened, open] = useState<Opened>(null)
  const renewals = useRenewAll(patron.patron_id)
  const own = patron.library_id === session.library_id
  useKeys({ patron_id: patron.patron_id, own, tabs, show, open, renewals })
  useScansFor(patron.patron_id)
  useUndoKey()
  const names: Readonly<Record<Tab, string>> = {
    loans: t.tabs.loans(patron.loans),
    holds: t.tabs.holds(patron.holds),
    costs:
      patron.balance_cents < 0
        ? t.tabs.credit(f.money(-patron.balance_cents))
        : t.tabs.costs(f.money(patron.balance_cents)),
    messages: t.tabs.messages,
    data: t.tabs.data,
    family: t.tabs.family,
    klas: t.tabs.klas,
    privacy: t.tabs.privacy,
    log: t.tabs.log,
  }
  const bodies: Readonly<Record<Tab, ReactNode>> = {
    loans: <LoansTab patron={patron} renewals={renewals} />,
    holds: <HoldsTab patron={patron} />,
    costs: <CostsTab patron={patron} />,
    messages: <MessagesTab patron_id={patron.patron_id} />,
    data: <DataTab patron={patron} own={own} opened={opened} open={open} />,
    family: <FamilyTab patron_id={patron.patron_id} own={own} />,
    klas: <ClassTab patron_id={patron.patron_id} own={own} />,
    privacy: <PatronPrivacy patron={patron} own={own} />,
    log: <LogTab patron_id={patron.patron_id} />,
  }
  return (
    <div className="k-page">
      <RestrictedBand patron={patron} />
      <PatronHeading patron={patron} own={own} />
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
    </div>
  )
}

const Found = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(patronTexts)
  const read = useRead(readPatron, { params: { patron_id } })
  return (
    <>
      <NeedsLine>{t.offline}</NeedsLine>
      <Read of={read}>{patron => <Body patron={patron} />}</Read>
    </>
  )
}

/** One patron: loans, reservations, costs, data, and who looked. */
export const Screen = (): ReactNode => {
  const patron_id = usePart('patron_id')
  return <Found key={patron_id} patron_id={patron_id} />
}
