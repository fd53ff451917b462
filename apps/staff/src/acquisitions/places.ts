import { listPurchases } from '@kaft/contract/purchases'
import { IconShoppingCart } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.purchases,
    title: { nl: 'Aankoopsuggesties', en: 'Purchase suggestions' },
    needs: [listPurchases],
    load: () => import('./purchases-screen.tsx'),
    nav: { order: 53, icon: IconShoppingCart },
    words: [
      'aankoop',
      'aankopen',
      'bestellen',
      'voorstellen',
      'desiderata',
      'suggestie',
      'buy',
      'acquisitions',
    ],
  },
]
