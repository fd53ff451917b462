import { addressLists, campaigns } from '@kaft/contract/campaigns'
import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAsk, useAsked } from '../base/address.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { useAllowed } from '../base/session.ts'
import { CampaignsTab } from './campaigns-tab.tsx'
import { ListsTab } from './lists-tab.tsx'
import { newsTexts } from './texts/index.ts'

/** News to members who want it: campaigns, and lists of addresses, each for who may. */
export const Screen = (): ReactNode => {
  const t = useTexts(newsTexts)
  const mayWrite = useAllowed(campaigns)
  const mayHand = useAllowed(addressLists)
  const ask = useAsk()
  const asked = useAsked().get('tab')
  const tab = mayHand && (asked === 'adreslijsten' || !mayWrite) ? 'lists' : 'campaigns'
  return (
    <Page title={t.title} about={t.about}>
      <Tabs
        value={tab}
        onChange={next => ask({ tab: next === 'lists' ? 'adreslijsten' : null })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t.title}>
          {mayWrite && <Tabs.Tab value="campaigns">{t.tabs.campaigns}</Tabs.Tab>}
          {mayHand && <Tabs.Tab value="lists">{t.tabs.lists}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="campaigns" pt="md">
          <CampaignsTab />
        </Tabs.Panel>
        <Tabs.Panel value="lists" pt="md">
          <ListsTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
