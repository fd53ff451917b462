import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { IconBooks } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.catalogue,
    title: { nl: 'Catalogus', en: 'Catalogue' },
    needs: [searchTitles],
    load: () => import('./search-screen.tsx'),
    nav: { order: 40, icon: IconBooks },
    words: ['titels', 'boeken', 'zoeken', 'reserveren', 'opzoeken', 'titles', 'search'],
  },
  {
    path: '/catalogus/$title_id',
    title: { nl: 'Titel', en: 'Title' },
    needs: [readTitle],
    load: () => import('./title-screen.tsx'),
  },
]
