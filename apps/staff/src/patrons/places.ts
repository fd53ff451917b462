import { findPatrons, readPatron, registerPatron } from '@kaft/contract/patrons'
import { IconUsers } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.patrons,
    title: { nl: 'Leners', en: 'Patrons' },
    needs: [findPatrons],
    blocked: { nl: 'Je mag deze gegevens niet zien.', en: 'You may not see these data.' },
    load: () => import('./find-screen.tsx'),
    nav: { order: 30, icon: IconUsers },
    words: ['klant', 'zoek lener', 'kaart', 'patron', 'borrower'],
  },
  {
    path: paths.registerPatron,
    title: { nl: 'Inschrijven', en: 'Register' },
    needs: [registerPatron],
    load: () => import('./register-screen.tsx'),
    words: ['nieuwe lener', 'lid worden', 'inschrijving', 'new patron'],
  },
  {
    path: '/leners/$patron_id',
    title: { nl: 'Lener', en: 'Patron' },
    needs: [readPatron],
    blocked: { nl: 'Je mag deze gegevens niet zien.', en: 'You may not see these data.' },
    load: () => import('./patron-screen.tsx'),
  },
]
