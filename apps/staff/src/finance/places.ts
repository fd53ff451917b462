import { readAccount } from '@kaft/contract/finance'
import { IconCoinEuro } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.till,
    title: { nl: 'Kas', en: 'Till' },
    needs: [readAccount],
    load: () => import('./till-screen.tsx'),
    nav: { order: 70, icon: IconCoinEuro },
    words: [
      'betalen',
      'kassa',
      'dagafsluiting',
      'boete',
      'telaatgeld',
      'storno',
      'herstel',
      'kwijtschelden',
      'pay',
      'fine',
    ],
  },
  {
    path: '/kas/$patron_id',
    title: { nl: 'Betalen', en: 'Pay' },
    needs: [readAccount],
    load: () => import('./pay-screen.tsx'),
  },
]
