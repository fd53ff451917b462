import type { OkOf } from '@kaft/contract/operation'
import { type CaseTab, type RightsCase, rightsCases } from '@kaft/contract/rights'
import type { State } from '@kaft/ui/tokens'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked, useGo } from '../base/address.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { More, Row, Rows } from '../base/rows.tsx'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { AddCase } from './add-case.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import { caseTexts } from './texts/cases.ts'

const looks: Readonly<Record<RightsCase['state'], State | undefined>> = {
  quiet: undefined,
  ten_days: 'ask',
  three_days: 'stop',
  late: 'stop',
  waits: 'offline',
  closed: 'ok',
}
const tabs = ['open', 'identity', 'late', 'closed'] as const satisfies readonly CaseTab[]

const OneCase = ({ one }: { one: RightsCase }): ReactNode => {
  const t = useTexts(caseTexts)
  const f = useFormats()
  const go = useGo()
  const state = looks[one.state]
  const left = t.left(one.days_left, f.dayShort(one.strict_on))
  const says = one.state === 'waits' ? t.waits : one.state === 'closed' ? t.closedOn : left
  return (
    <Row state={state}>
      <span className="k-strong">{one.number}</span>
      <span>{t.kinds[one.kind]}</span>
      <span>{one.name ?? t.unknownPerson}</span>
      <span className="k-quiet">
        {t.received(f.dayShort(one.received_on))} · {t.sources[one.source]} · {one.library_name}
      </span>
      <span>
        {state === undefined ? (
          says
        ) : (
          <StateWord state={state} size={16}>
            {says}
          </StateWord>
        )}
      </span>
      <Button
        size="compact-sm"
        data-act="open"
        aria-label={`${t.open}: ${one.number}, ${t.kinds[one.kind]}`}
        onClick={() => go(paths.rightsCase(one.case_id))}
      >
        {t.open}
      </Button>
    </Row>
  )
}

const List = ({ tab }: { tab: CaseTab }): ReactNode => {
  const t = useTexts(caseTexts)
  const read = useReadPages(rightsCases, { query: { tab } })
  const none: Readonly<Record<CaseTab, string>> = { open: t.none, ...t.noneOf }
  const rows = read.data?.pages.flatMap(page => page.rows)
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (rows === undefined) return <Loading />
  return (
    <>
      {rows.length === 0 ? (
        <Empty>{none[tab]}</Empty>
      ) : (
        <Rows label={t.tabs.label} columns="6rem 7rem minmax(10rem, 1fr) minmax(14rem, 1.6fr) 13rem 5rem">
          {rows.map(one => (
            <OneCase key={one.case_id} one={one} />
          ))}
        </Rows>
      )}
      <More of={read} />
    </>
  )
}

const useCounts = (): OkOf<typeof rightsCases>['counts'] | undefined => {
  const read = useReadPages(rightsCases, { query: { tab: 'open' } })
  return read.data?.pages[0]?.counts
}

/** What readers ask about their data: those whose day comes first, first. */
export const Screen = (): ReactNode => {
  const t = useTexts(caseTexts)
  const asked = useAsked().get('tab')
  const ask = useAsk()
  const tab = tabs.find(one => one === asked) ?? 'open'
  const counts = useCounts()
  const [adding, add] = useState(false)
  useShortcuts([
    { id: 'privacy.add', combo: 'i', does: { nl: 'Nieuw verzoek', en: 'New request' }, run: () => add(true) },
  ])
  const names: Readonly<Record<CaseTab, string>> = {
    open: t.tabs.open(counts?.open ?? 0),
    identity: t.tabs.identity(counts?.identity ?? 0),
    late: t.tabs.late(counts?.late ?? 0),
    closed: t.tabs.closed,
  }
  return (
    <PrivacyPage
      room="cases"
      actions={
        !adding && (
          <Button variant="filled" onClick={() => add(true)}>
            {t.add} <kbd>I</kbd>
          </Button>
        )
      }
    >
      {adding && <AddCase close={() => add(false)} today={dayOf()} />}
      <Tabs value={tab} onChange={next => ask({ tab: next === 'open' ? null : next })} keepMounted={false}>
        <Tabs.List aria-label={t.tabs.label}>
          {tabs.map(one => (
            <Tabs.Tab key={one} value={one}>
              {names[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(one => (
          <Tabs.Panel key={one} value={one} pt="md">
            <List tab={one} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </PrivacyPage>
  )
}
