import { crates, transits } from '@kaft/contract/logistics'
import { IconTruck } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.transport,
    title: { nl: 'Transport', en: 'Transport' },
    needs: [crates, transits],
    load: () => import('./transport-screen.tsx'),
    nav: { order: 52, icon: IconTruck },
    words: ['bakken', 'bak', 'krat', 'onderweg', 'te laat onderweg', 'wisselcollectie', 'crates', 'transit'],
  },
]
