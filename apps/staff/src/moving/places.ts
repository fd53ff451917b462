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
]
