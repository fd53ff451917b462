import { centralHelp, libraryHelp, ownHelp } from '@kaft/contract/help'
import { IconLifebuoy } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'
import { useHelpCount } from './watch.ts'

/** Who from outside looks, for those who ask it and those who give it. */
export const places: readonly Place[] = [
  {
    path: paths.help,
    title: { nl: 'Helpdesk', en: 'Helpdesk' },
    needs: [libraryHelp, ownHelp, centralHelp],
    load: () => import('./help-screen.tsx'),
    nav: { order: 112, icon: IconLifebuoy, useCount: useHelpCount },
    words: ['toegang', 'ticket', 'leverancier', 'Cultuurconnect', 'meekijken', 'support'],
  },
]
