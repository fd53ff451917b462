import { myDay } from '@kaft/contract/circulation'
import { IconSun } from '@tabler/icons-react'
import { useRead } from '../base/hooks.ts'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'
import { waitingIn } from './counters.model.ts'

/** What waits, behind the name in the navigation. Asked once a minute. */
const useCount = (): number | undefined => {
  const read = useRead(myDay, {}, { every_ms: 60_000, fresh_ms: 20_000 })
  return read.data === undefined ? undefined : waitingIn(read.data.counters)
}

export const places: readonly Place[] = [
  {
    path: paths.myDay,
    title: { nl: 'Mijn dag', en: 'My day' },
    needs: [myDay],
    load: () => import('./my-day-screen.tsx'),
    nav: { order: 20, icon: IconSun, useCount },
    words: ['taken', 'vandaag', 'start', 'te doen', 'today'],
  },
]
