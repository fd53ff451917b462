import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { allows, useSession } from '../base/session.ts'
import { To } from '../base/to.tsx'
import css from './privacy.module.css'
import { privacyTexts } from './texts/index.ts'

const rooms = [
  { id: 'cases', to: paths.privacy, leave: 'privacy.cases' },
  { id: 'breaches', to: paths.breaches, leave: 'privacy.cases' },
  { id: 'statements', to: paths.statements, leave: 'signed_in' },
  { id: 'couplings', to: paths.couplings, leave: 'privacy.cases' },
  { id: 'retention', to: paths.retention, leave: 'privacy.retention' },
  { id: 'measures', to: paths.measures, leave: 'privacy.cases' },
] as const
export type Room = Exclude<(typeof rooms)[number]['id'], 'retention'>

/** The doors to the screens of the privacy desk. */
export const PrivacyRooms = ({ room }: { room: (typeof rooms)[number]['id'] }): ReactNode => {
  const t = useTexts(privacyTexts)
  const session = useSession()
  return (
    <nav aria-label={t.title} className={css['rooms']}>
      {rooms
        .filter(one => allows(session, one.leave))
        .map(one => (
          <To
            key={one.id}
            to={one.to}
            aria-current={one.id === room ? 'page' : undefined}
            className={css['room']}
          >
            {t.rooms[one.id]}
          </To>
        ))}
    </nav>
  )
}

/** A screen of the privacy desk, with the doors to the others above it. */
export const PrivacyPage = ({
  room,
  actions,
  children,
}: {
  room: Room
  actions?: ReactNode
  children: ReactNode
}): ReactNode => {
  const t = useTexts(privacyTexts)
  return (
    <Page title={t.rooms[room]} about={t.about[room]} actions={actions}>
      <PrivacyRooms room={room} />
      {children}
    </Page>
  )
}
