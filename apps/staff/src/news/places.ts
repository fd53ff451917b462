import { addressLists, campaigns } from '@kaft/contract/campaigns'
import { IconSpeakerphone } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.news,
    title: { nl: 'Nieuws', en: 'News' },
    needs: [campaigns, addressLists],
    load: () => import('./news-screen.tsx'),
    nav: { order: 92, icon: IconSpeakerphone },
    words: ['campagne', 'nieuwsbrief', 'mailing', 'adreslijst', 'direct marketing', 'campaign', 'newsletter'],
  },
]
