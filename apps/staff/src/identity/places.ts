import { identityConflicts, numberAlerts, numberLibraries } from '@kaft/contract/identity'
import { IconFingerprint } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

/** For who watches over identities: the data protection officer of a library, and who works for all libraries. */
export const places: readonly Place[] = [
  {
    path: paths.identity,
    title: { nl: 'Identiteit', en: 'Identity' },
    needs: [identityConflicts, numberLibraries, numberAlerts],
    load: () => import('./identity-screen.tsx'),
    nav: { order: 105, icon: IconFingerprint },
    words: ['rijksregisternummer', 'INSZ', 'eID', 'dubbele personen', 'machtiging', 'national number'],
  },
]
