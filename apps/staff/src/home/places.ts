import { listHomeRoutes, readHomeRound } from '@kaft/contract/home-delivery'
import { IconShoppingBag } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.homeRoutes,
    title: { nl: 'Bezorging', en: 'Delivery' },
    needs: [listHomeRoutes],
    load: () => import('./routes-screen.tsx'),
    nav: { order: 55, icon: IconShoppingBag },
    words: [
      'bezorging aan huis',
      'aan huis',
      'tas',
      'ronde',
      'route',
      'vrijwilliger',
      'home delivery',
      'bode',
    ],
  },
  {
    path: paths.homeRound('$route_id', '$on'),
    title: { nl: 'Ronde', en: 'Round' },
    needs: [readHomeRound],
    load: () => import('./round-screen.tsx'),
  },
]
