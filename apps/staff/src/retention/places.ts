import { erasureCertificates, processingRegister, retentionTonight } from '@kaft/contract/retention'
import { IconHourglass } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

/** For the data protection officer: what goes, what stays and why, and what proves it. */
export const places: readonly Place[] = [
  {
    path: paths.retention,
    title: { nl: 'Bewaartermijnen', en: 'Retention' },
    needs: [retentionTonight, erasureCertificates, processingRegister],
    load: () => import('./retention-screen.tsx'),
    nav: { order: 106, icon: IconHourglass },
    words: [
      'opschonen',
      'opschoonroutine',
      'wissen',
      'vernietigen',
      'attest',
      'register',
      'AVG',
      'GDPR',
      'privacy',
    ],
  },
]
