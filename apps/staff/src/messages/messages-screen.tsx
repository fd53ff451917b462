import { listMessages, readLetters } from '@kaft/contract/messaging'
import { Button, Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAsk, useAsked } from '../base/address.ts'
import { useRead, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { Empty, Failed, Loading, Read } from '../base/states.tsx'
import { Letters } from './letters.tsx'
import { MessageRows } from './message-rows.tsx'
import { messageTexts } from './texts.ts'

const tabCodes = { letters: 'brieven', waiting: 'wacht', failed: 'mislukt' } as const
type Tab = keyof typeof tabCodes
const tabs = Object.keys(tabCodes) as Tab[]

const useTab = (): [Tab, (tab: Tab) => void] => {
  const asked = useAsked().get('tab')
  const ask = useAsk()
  const tab = tabs.find(one => tabCodes[one] === asked) ?? 'letters'
  return [tab, next => ask({ tab: next === 'letters' ? null : tabCodes[next] })]
}

const List = ({ state }: { state: 'planned' | 'failed' }): ReactNode => {
  const t = useTexts(messageTexts)
  const read = useReadPages(listMessages, { query: { state } })
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (read.data === undefined) return <Loading />
  const rows = read.data.pages.flatMap(page => page.rows)
  if (rows.length === 0) return <Empty>{state === 'planned' ? t.noWaiting : t.noFailed}</Empty>
  return (
    <div className="k-stack">
      <MessageRows rows={rows} label={state === 'planned' ? t.tabs.waiting : t.tabs.failed} />
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{t.more}</Button>}
    </div>
  )
}

/** What the library tells its patrons: letters to print, what waits, and what failed. */
export const Screen = (): ReactNode => {
  const t = useTexts(messageTexts)
  const [tab, show] = useTab()
  const letters = useRead(readLetters, {})
  return (
    <Page title={t.title} about={t.about}>
      <Tabs value={tab} onChange={next => next !== null && show(next as Tab)} keepMounted={false}>
        <Tabs.List aria-label={t.title}>
          <Tabs.Tab value="letters">
            {t.tabs.letters((letters.data?.rows.length ?? 0) + (letters.data?.left ?? 0))}
          </Tabs.Tab>
          <Tabs.Tab value="waiting">{t.tabs.waiting}</Tabs.Tab>
          <Tabs.Tab value="failed">{t.tabs.failed}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="letters" pt="md">
          <Read of={letters}>{data => <Letters {...data} />}</Read>
        </Tabs.Panel>
        <Tabs.Panel value="waiting" pt="md">
          <List state="planned" />
        </Tabs.Panel>
        <Tabs.Panel value="failed" pt="md">
          <List state="failed" />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
