import { ageChanges } from '@kaft/contract/memberships'
import { identifyOnline, listOnline } from '@kaft/contract/online'
import { personLists } from '@kaft/contract/person-lists'
import { duplicates, mergePatrons } from '@kaft/contract/merges'
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
    path: '/leners/lijsten',
    title: { nl: 'Lijsten van leners', en: 'Lists of patrons' },
    needs: [personLists],
    load: () => import('./lists/lists-screen.tsx'),
    words: ['lijst', 'afdruk', 'export', 'einde abonnement', 'list'],
  },
  {
    path: '/leners/dubbel',
    title: { nl: 'Dubbele leners', en: 'Double patrons' },
    needs: [duplicates],
    load: () => import('./merge/duplicates-screen.tsx'),
    words: ['ontdubbelen', 'samenvoegen', 'dubbel', 'merge', 'duplicates'],
  },
  {
    path: '/leners/samenvoegen/$patron_id/$other_id',
    title: { nl: 'Samenvoegen', en: 'Merge' },
    needs: [readPatron, mergePatrons],
    load: () => import('./merge/merge-screen.tsx'),
  },
  {
    path: paths.online,
    title: { nl: 'Online ingeschreven', en: 'Registered online' },
    needs: [listOnline],
    load: () => import('./online/online-screen.tsx'),
    words: ['online inschrijving', 'internetblokkade', 'identificeren', 'website', 'self-registration'],
  },
  {
    path: '/leners/$patron_id/identificatie',
    title: { nl: 'Identificeren', en: 'Identify' },
    needs: [readPatron, identifyOnline],
    load: () => import('./online/identify-screen.tsx'),
  },
  {
    path: '/leners/te-oud',
    title: { nl: 'Te oud voor hun soort lidmaatschap', en: 'Too old for their kind of membership' },
    needs: [ageChanges],
    load: () => import('./membership/ages-screen.tsx'),
    words: ['leeftijd', 'leeftijdsovergang', 'jeugd', 'volwassene', 'age'],
  },
  {
    path: '/leners/$patron_id',
    title: { nl: 'Lener', en: 'Patron' },
    needs: [readPatron],
    blocked: { nl: 'Je mag deze gegevens niet zien.', en: 'You may not see these data.' },
    load: () => import('./patron-screen.tsx'),
  },
]
