import { listDepartures, ownDeparture } from '@kaft/contract/departures'
import { itemsToLabel, listFusions } from '@kaft/contract/fusions'
import { listMoves } from '@kaft/contract/moving'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.moves,
    title: { nl: 'Een bibliotheek stapt over', en: 'A library moves in' },
    needs: [listMoves],
    load: () => import('./moves-screen.tsx'),
    words: ['overstap', 'migratie', 'Koha', 'Evergreen', 'inlezen', 'conversie', 'migration', 'import'],
  },
  {
    path: `${paths.moves}/$move_id`,
    title: { nl: 'Overstap', en: 'Move' },
    needs: [listMoves],
    load: () => import('./move-screen.tsx'),
  },
  {
    path: `${paths.moves}/$move_id/$file_no`,
    title: { nl: 'Koppeling van een bestand', en: 'Mapping of a file' },
    needs: [listMoves],
    load: () => import('./file-screen.tsx'),
  },
  {
    path: paths.fusions,
    title: { nl: 'Bibliotheken worden één', en: 'Libraries become one' },
    needs: [listFusions],
    load: () => import('./fusion/fusions-screen.tsx'),
    words: ['fusie', 'fusiegemeente', 'samenvoegen van bibliotheken', 'fusion', 'merger'],
  },
  {
    path: paths.labels,
    title: { nl: 'Nieuwe etiketten na een fusie', en: 'New labels after a fusion' },
    needs: [itemsToLabel],
    load: () => import('./fusion/labels-screen.tsx'),
    words: ['etiket', 'streepjescode', 'fusie', 'label', 'barcode'],
  },
  {
    path: paths.departures,
    title: { nl: 'Een bibliotheek verlaat Kaft', en: 'A library leaves Kaft' },
    needs: [listDepartures],
    load: () => import('./departure/departures-screen.tsx'),
    words: ['vertrek', 'uitstap', 'einde van het contract', 'attest', 'export', 'departure', 'leave'],
  },
  {
    path: `${paths.departures}/$departure_id`,
    title: { nl: 'Vertrek', en: 'Departure' },
    needs: [listDepartures],
    load: () => import('./departure/departure-screen.tsx'),
  },
  {
    path: paths.ownDeparture,
    title: { nl: 'Vertrek uit Kaft', en: 'Leaving Kaft' },
    needs: [ownDeparture],
    load: () => import('./departure/own-screen.tsx'),
    words: ['vertrek', 'export', 'meenemen', 'departure'],
  },
  {
    path: `${paths.fusions}/$fusion_id`,
    title: { nl: 'Fusie', en: 'Fusion' },
    needs: [listFusions],
    load: () => import('./fusion/fusion-screen.tsx'),
  },
]
