import { breaches } from '@kaft/contract/breaches'
import { couplings, measures } from '@kaft/contract/registers'
import { rightsCases } from '@kaft/contract/rights'
import { uninformedPatrons } from '@kaft/contract/statements'
import { IconShieldLock } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

/** The desk of the data protection officer. */
export const places: readonly Place[] = [
  {
    path: paths.privacy,
    title: { nl: 'Privacy', en: 'Privacy' },
    needs: [rightsCases],
    blocked: {
      nl: 'Alleen de DPO ziet deze verzoeken.',
      en: 'Only the data protection officer sees these requests.',
    },
    load: () => import('./cases-screen.tsx'),
    nav: { order: 108, icon: IconShieldLock },
    words: ['AVG', 'GDPR', 'DPO', 'inzage', 'wissen', 'vergeten', 'bezwaar', 'klacht', 'verzoek', 'request'],
    keys: [
      { key: 'I', does: { nl: 'Nieuw verzoek', en: 'New request' } },
      { key: '↑ ↓ Enter', does: { nl: 'Kies een verzoek', en: 'Choose a request' } },
    ],
  },
  {
    path: paths.rightsCase('$case_id'),
    title: { nl: 'Verzoek', en: 'Request' },
    needs: [rightsCases],
    blocked: { nl: 'Alleen de DPO ziet deze zaak.', en: 'Only the data protection officer sees this case.' },
    load: () => import('./case-screen.tsx'),
    keys: [{ key: 'A', does: { nl: 'Naar het antwoord', en: 'To the answer' } }],
  },
  {
    path: paths.breaches,
    title: { nl: 'Datalekken', en: 'Data breaches' },
    needs: [breaches],
    load: () => import('./breaches-screen.tsx'),
    words: ['datalek', 'inbreuk', '72 uur', 'breach'],
  },
  {
    path: paths.statements,
    title: { nl: 'Privacyverklaring', en: 'Privacy statement' },
    needs: [uninformedPatrons, { leave: 'privacy.cases' }],
    load: () => import('./statements-screen.tsx'),
    words: ['privacyverklaring', 'kennisgenomen', 'ingelicht'],
  },
  {
    path: paths.couplings,
    title: { nl: 'Koppelingen en ontvangers', en: 'Couplings and recipients' },
    needs: [couplings],
    load: () => import('./couplings-screen.tsx'),
    words: ['koppeling', 'DPIA', 'verwerker', 'ontvanger', 'coupling'],
  },
  {
    path: paths.measures,
    title: { nl: 'Maatregelen', en: 'Measures' },
    needs: [measures],
    load: () => import('./measures-screen.tsx'),
    words: ['referentiemaatregelen', 'beveiliging', 'audit', 'security'],
  },
]
