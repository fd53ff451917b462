import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { useSession } from '../base/session.ts'
import { rooms } from './rooms.ts'
import css from './settings.module.css'
import { useRooms } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

/** The settings of the library, one door a subject. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const { library_name } = useSession()
  return (
    <Page title={t.title} about={library_name}>
      <ul className={css['doors']}>
        {useRooms().map(room => (
          <li key={room}>
            <Link to={rooms[room]} className={`k-spine k-panel ${css['door']}`}>
              <span className="k-text-md k-strong">{t.names[room]}</span>
              <br />
              <span className="k-quiet">{t.aboutRooms[room]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
