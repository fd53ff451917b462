import { holdShelf, pullList } from '@kaft/contract/circulation'
import { IconBookmark, IconListSearch } from '@tabler/icons-react'
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
    path: paths.holdShelf,
    title: { nl: 'Reserveringskast', en: 'Hold shelf' },
    needs: [holdShelf],
    load: () => import('./shelf-screen.tsx'),
    nav: { order: 51, icon: IconBookmark },
    words: ['reserveringen', 'afhalen', 'opruimen', 'klaar', 'hold shelf'],
  },
]
