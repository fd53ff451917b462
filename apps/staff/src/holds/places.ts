import { holdShelf } from '@kaft/contract/circulation'
import { hopelessHolds } from '@kaft/contract/holds'
import { pullList, shelfOrder } from '@kaft/contract/logistics'
import { IconBookmark, IconListDetails, IconListSearch } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.pullList,
    title: { nl: 'Kastlijst', en: 'Pull list' },
    needs: [pullList],
    load: () => import('./pull-screen.tsx'),
    nav: { order: 50, icon: IconListSearch },
    words: ['reserveringen klaarzetten', 'zoeken op het rek', 'pull list'],
  },
  {
    path: paths.pullWalk,
    title: { nl: 'Kastlijst op de telefoon', en: 'Pull list on the phone' },
    needs: [pullList],
    load: () => import('./walk-screen.tsx'),
    words: ['zoeken', 'camera', 'telefoon', 'kastlijst', 'walk'],
  },
  {
    path: paths.shelfOrder,
    title: { nl: 'Volgorde van de kasten', en: 'Order of the shelves' },
    needs: [shelfOrder],
    load: () => import('./order-screen.tsx'),
    words: ['looproute', 'kasten', 'etiketten', 'kastlijst', 'walking order'],
  },
  {
    path: paths.holdShelf,
    title: { nl: 'Reserveringskast', en: 'Hold shelf' },
    needs: [holdShelf],
    load: () => import('./shelf-screen.tsx'),
    nav: { order: 51, icon: IconBookmark },
    words: ['reserveringen', 'afhalen', 'opruimen', 'klaar', 'hold shelf'],
  },
  {
    path: paths.holds,
    title: { nl: 'Reserveringen', en: 'Reservations' },
    needs: [hopelessHolds],
    load: () => import('./overview-screen.tsx'),
    nav: { order: 52, icon: IconListDetails },
    words: ['hopeloos', 'doorzaktijd', 'IBL', 'aankoop', 'wachtrij', 'hold ratio'],
  },
]
