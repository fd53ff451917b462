import { callList, shelfFirst } from '@kaft/contract/day-lists'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

/** Behind the counters of "Mijn dag", and in the palette; not in the navigation, where they would be empty most days. */
export const places: readonly Place[] = [
  {
    path: paths.shelfFirst,
    title: { nl: 'Zoek eerst op het rek', en: 'Look on the shelf first' },
    needs: [shelfFirst],
    load: () => import('./shelf-first-screen.tsx'),
    words: ['maning', 'herinnering', 'nota', 'zoeken op het rek', 'rek'],
  },
  {
    path: paths.callList,
    title: { nl: 'Bellijst', en: 'Call list' },
    needs: [callList],
    load: () => import('./call-list-screen.tsx'),
    words: ['bellen', 'telefoon', 'reservering klaar', 'call'],
  },
]
