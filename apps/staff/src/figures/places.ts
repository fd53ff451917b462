import { readFigures } from '@kaft/contract/figures'
import { IconChartBar } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.figures,
    title: { nl: 'Cijfers', en: 'Figures' },
    needs: [readFigures],
    load: () => import('./figures-screen.tsx'),
    nav: { order: 100, icon: IconChartBar },
    words: [
      'statistieken',
      'statistiek',
      'rapporten',
      'BIOS',
      'uitleencijfers',
      'actieve leners',
      'dashboard',
    ],
  },
]
