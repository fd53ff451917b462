import { beginBulk } from '@kaft/contract/bulk'
import { IconStack2 } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.bulk,
    title: { nl: 'Veel tegelijk', en: 'Many at once' },
    needs: [beginBulk],
    load: () => import('./bulk-screen.tsx'),
    nav: { order: 60, icon: IconStack2 },
    words: ['bulk', 'batch', 'datums verzetten', 'verlengen', 'boetevrij', 'afvoeren', 'lijst', 'reeks'],
  },
  {
    path: `${paths.bulk}/$run_id`,
    title: { nl: 'Reeks', en: 'Run' },
    needs: [beginBulk],
    load: () => import('./run-screen.tsx'),
  },
]
