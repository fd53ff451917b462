import { listClaims, quickAdded } from '@kaft/contract/items'
import { IconZoomQuestion } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.claims,
    title: { nl: 'Teruggebracht gemeld', en: 'Said to be returned' },
    needs: [listClaims],
    load: () => import('./claims-screen.tsx'),
    nav: { order: 52, icon: IconZoomQuestion },
    words: ['claim', 'geclaimd', 'zoeken op het rek', 'claims returned', 'lener zegt'],
  },
  {
    path: paths.quickAdded,
    title: { nl: 'Snel toegevoegd', en: 'Added at the desk' },
    needs: [quickAdded],
    load: () => import('./quick-screen.tsx'),
    words: ['snel toevoegen', 'voorlopige titel', 'fast add', 'precat', 'catalograaf'],
  },
]
