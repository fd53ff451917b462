import { listImports } from '@kaft/contract/catalogue-imports'
import { addAuthority, listAuthorityRuns } from '@kaft/contract/authorities'
import { Button, SegmentedControl } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsk, useAsked } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { allows, useSession } from '../../base/session.ts'
import { To } from '../../base/to.tsx'
import { DoublesTab } from './doubles-tab.tsx'
import { FindTab } from './find-tab.tsx'
import { FreshHeading } from './fresh-heading.tsx'
import { RunsTab } from './runs-tab.tsx'
import { authorityTexts } from './texts.ts'
import { UnlinkedTab } from './unlinked-tab.tsx'

const tabs = { find: FindTab, unlinked: UnlinkedTab, doubles: DoublesTab, runs: RunsTab } as const
type Tab = keyof typeof tabs
const isTab = (text: string | null): text is Tab => text !== null && Object.hasOwn(tabs, text)

/** Headings: to look up, those that no record keeps, those that may be double, and what was carried through. */
export const Screen = (): ReactNode => {
  const t = useTexts(authorityTexts)
  const session = useSession()
  const ask = useAsk()
  const asked = useAsked().get('lijst')
  const [fresh, setFresh] = useState(false)
  const tab = isTab(asked) ? asked : 'find'
  const shown = (Object.keys(tabs) as Tab[]).filter(
    name => name !== 'runs' || allows(session, listAuthorityRuns.leave),
  )
  const Shown = tabs[tab]
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <>
          {allows(session, listImports.leave) && <To to={paths.catalogueImports}>{t.links.imports}</To>}
          <Allowed op={addAuthority}>
            <Button onClick={() => setFresh(true)}>{t.fresh}</Button>
          </Allowed>
        </>
      }
    >
      {fresh && <FreshHeading close={() => setFresh(false)} />}
      <SegmentedControl
        value={tab}
        data={shown.map(value => ({ value, label: t.tabs[value] }))}
        onChange={value => ask({ lijst: value === 'find' ? null : value }, true)}
      />
      <Shown />
    </Page>
  )
}
