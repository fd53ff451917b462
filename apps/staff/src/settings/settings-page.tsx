import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { allows, useSession } from '../base/session.ts'
import { type Room, roomNeeds, rooms } from './rooms.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'

/** The rooms of the settings that this session may enter, in order. */
export const useRooms = (): readonly Room[] => {
  const session = useSession()
  return (Object.keys(rooms) as Room[]).filter(room => {
    const needs = roomNeeds[room]
    return needs.length === 0 || needs.some(need => allows(session, need.leave))
  })
}

/** The frame of every settings screen: its title, and the way to the others. */
export const SettingsPage = ({
  room,
  title,
  actions,
  children,
}: {
  room: Room
  title?: string
  actions?: ReactNode
  children: ReactNode
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const open = useRooms()
  return (
    <Page
      title={title ?? t.names[room]}
      about={title === undefined ? t.aboutRooms[room] : undefined}
      actions={actions}
    >
      <nav aria-label={t.rooms}>
        <ul className={css['rooms']}>
          {open.map(one => (
            <li key={one}>
              <Link
                to={rooms[one]}
                className={`${css['room']} ${one === room ? css['here'] : ''}`}
                aria-current={one === room ? 'page' : undefined}
              >
                {t.names[one]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  )
}
