import { listFusions } from '@kaft/contract/fusions'
import { planJoining, readJoining } from '@kaft/contract/joinings'
import { changeSetting, listStaff, registerWorkstation } from '@kaft/contract/organisation'
import { listMoves } from '@kaft/contract/moving'
import { changeRegulation } from '@kaft/contract/regulations'
import { IconSettings } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'
import { roomNeeds, rooms } from './rooms.ts'

/** The regulation and who works together are for every colleague to read; the rest is for who manages it. */
export const places: readonly Place[] = [
  {
    path: paths.settings,
    title: { nl: 'Instellingen', en: 'Settings' },
    needs: [
      changeSetting,
      listStaff,
      registerWorkstation,
      changeRegulation,
      planJoining,
      listMoves,
      listFusions,
    ],
    load: () => import('./settings-screen.tsx'),
    nav: { order: 120, icon: IconSettings },
    words: ['beheer', 'configuratie', 'settings'],
  },
  {
    path: rooms.branches,
    title: { nl: 'Vestigingen en uren', en: 'Branches and hours' },
    needs: roomNeeds.branches,
    load: () => import('./branches-screen.tsx'),
    words: ['openingsuren', 'adres', 'vestiging', 'opening hours'],
  },
  {
    path: rooms.calendar,
    title: { nl: 'Kalender', en: 'Calendar' },
    needs: roomNeeds.calendar,
    load: () => import('./calendar-screen.tsx'),
    words: ['sluitingsdag', 'vakantie', 'feestdag', 'boetevrij', 'gesloten', 'closing day'],
  },
  {
    path: rooms.closures,
    title: { nl: 'Sluitingen', en: 'Closures' },
    needs: roomNeeds.closures,
    load: () => import('./closures-screen.tsx'),
    words: ['sluiting', 'staking', 'vakantie', 'boetevrij', 'verbouwing', 'datums verzetten', 'closure'],
  },
  {
    path: rooms.library,
    title: { nl: 'Instellingen van de bib', en: 'Library settings' },
    needs: roomNeeds.library,
    load: () => import('./library-screen.tsx'),
    words: ['lidgeld', 'abonnement', 'contributie', 'lidmaatschap', 'membership'],
  },
  {
    path: rooms.regulations,
    title: { nl: 'Reglement', en: 'Regulation' },
    needs: roomNeeds.regulations,
    load: () => import('./regulations-screen.tsx'),
    words: [
      'RMT',
      'maanmethode',
      'attendering',
      'leentermijn',
      'boete',
      'telaatgeld',
      'verlengen',
      'regels',
      'rules',
    ],
  },
  {
    path: `${rooms.regulations}/$version_id`,
    title: { nl: 'Versie van het reglement', en: 'Version of the regulation' },
    needs: [],
    load: () => import('./regulation-screen.tsx'),
  },
  {
    path: rooms.workstations,
    title: { nl: 'Werkplekken', en: 'Workstations' },
    needs: roomNeeds.workstations,
    load: () => import('./workstations-screen.tsx'),
    words: [
      'balie',
      'scanner',
      'geluid',
      'machine',
      'sound',
      'kaartlezer',
      'hulpprogramma',
      'RFID',
      'bonprinter',
      'terminal',
    ],
  },
  {
    path: rooms.machines,
    title: { nl: 'Zelfuitleenstations', en: 'Self-service machines' },
    needs: roomNeeds.machines,
    load: () => import('./machines-screen.tsx'),
    words: ['SIP2', 'SSS', 'ZUS', 'zelfscan', 'kiosk', 'selfcheck'],
  },
  {
    path: rooms.websites,
    title: { nl: 'Website van de bib', en: 'Website of the library' },
    needs: roomNeeds.websites,
    load: () => import('./websites-screen.tsx'),
    words: ['online inschrijven', 'sleutel', 'API', 'portaal', 'portal', 'key'],
  },
  {
    path: rooms.magda,
    title: { nl: 'MAGDA', en: 'MAGDA' },
    needs: roomNeeds.magda,
    load: () => import('./magda-screen.tsx'),
    words: ['rijksregister', 'adres', 'machtiging', 'overleden', 'register'],
  },
  {
    path: rooms.staff,
    title: { nl: 'Medewerkers', en: 'Staff' },
    needs: roomNeeds.staff,
    load: () => import('./staff-screen.tsx'),
    words: ['accounts', 'rechten', 'rollen', 'wachtwoord', 'pincode', 'roles'],
  },
  {
    path: rooms.certification,
    title: { nl: 'Nazicht van rollen', en: 'Look at roles again' },
    needs: roomNeeds.certification,
    load: () => import('./certification-screen.tsx'),
    words: ['rechten', 'wie mag wat', 'nazicht', 'rollen', 'uit dienst', 'certification'],
  },
  {
    path: rooms.briefing,
    title: { nl: 'Privacybriefing', en: 'Privacy briefing' },
    needs: roomNeeds.briefing,
    load: () => import('./briefing-screen.tsx'),
    words: ['geheimhouding', 'privacy', 'AVG', 'GDPR', 'confidentiality'],
  },
  {
    path: rooms.central,
    title: { nl: 'Voor alle bibliotheken', en: 'For every library' },
    needs: roomNeeds.central,
    load: () => import('./central-screen.tsx'),
    words: ['tweede stap', '2FA', 'MFA', 'second factor'],
  },
  {
    path: rooms.agreements,
    title: { nl: 'Samenwerking', en: 'Cooperation' },
    needs: roomNeeds.agreements,
    load: () => import('./agreements-screen.tsx'),
    words: ['samenwerkingsgroep', 'netwerk', 'partner', 'agreement'],
  },
  {
    path: `${rooms.agreements}/$joining_id`,
    title: { nl: 'Samenwerking voorbereiden', en: 'Prepare a cooperation' },
    needs: [readJoining],
    load: () => import('./cooperation/joining-screen.tsx'),
  },
  {
    path: rooms.participations,
    title: { nl: 'Overeenkomsten', en: 'Agreements' },
    needs: roomNeeds.participations,
    load: () => import('./participations-screen.tsx'),
    words: ['verwerkersovereenkomst', 'samenwerkingsovereenkomst', 'contract', 'aansluiting', 'agreement'],
  },
  {
    path: rooms.changes,
    title: { nl: 'Wijzigingen', en: 'Changes' },
    needs: roomNeeds.changes,
    load: () => import('./changes-screen.tsx'),
    words: ['logboek', 'wie wijzigde', 'historiek', 'log'],
  },
]
