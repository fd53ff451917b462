import { listMessages } from '@kaft/contract/messaging'
import { IconMail } from '@tabler/icons-react'
import { paths } from '../base/paths.ts'
import type { Place } from '../base/place.ts'

export const places: readonly Place[] = [
  {
    path: paths.messages,
    title: { nl: 'Berichten', en: 'Messages' },
    needs: [listMessages],
    load: () => import('./messages-screen.tsx'),
    nav: { order: 90, icon: IconMail },
    words: ['brieven drukken', 'herinneringen versturen', 'e-mail', 'letters', 'mail'],
  },
]
