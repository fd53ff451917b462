import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.account,
    title: { nl: 'Mijn account', en: 'My account' },
    needs: [],
    load: () => import('./account-screen.tsx'),
    words: [
      'wachtwoord',
      'pincode',
      'password',
      'PIN',
      'tweede stap',
      '2FA',
      'MFA',
      'passkey',
      'beveiligingssleutel',
      'herstelcodes',
      'second factor',
    ],
  },
]
