import { scan } from '@kaft/contract/circulation'
import { IconBarcode } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.desk,
    title: { nl: 'Balie', en: 'Desk' },
    needs: [scan],
    blocked: { nl: 'Jij kan hier niet uitlenen.', en: 'You cannot lend here.' },
    load: () => import('./desk-screen.tsx'),
    nav: { order: 10, icon: IconBarcode },
    words: ['uitlenen', 'innemen', 'verlengen', 'scannen', 'lend', 'return', 'renew'],
  },
]
