import { iconStroke } from '@kaft/ui/icons'
import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import type { Place } from '../base/place.ts'
import { useSession } from '../base/session.ts'
import { navigationOf } from './places.ts'
import { shellTexts } from './texts.ts'

const Count = ({ useCount }: { useCount: () => number | undefined }): ReactNode => {
  const count = useCount()
  return count === undefined || count === 0 ? null : <span className="k-nav-count">{count}</span>
}

/** Whether the page belongs to a place below this one that has an entry of its own, which is then the one to be lit. */
const deeperOf = (place: Place, places: readonly Place[], pathname: string): boolean =>
  places.some(p => p.path.startsWith(`${place.path}/`) && `${pathname}/`.startsWith(`${p.path}/`))

const Entry = ({ place, deeper }: { place: Place; deeper: boolean }): ReactNode => {
  const lang = useLanguage()
  const Icon = place.nav?.icon
  return (
    <li>
      <Link
        to={place.path}
        className="k-nav-link"
        activeOptions={{ exact: deeper }}
        activeProps={{ className: 'k-nav-link k-nav-here' }}
      >
        {Icon !== undefined && <Icon size={20} stroke={iconStroke} />}
        <span className="k-nav-name">{place.title[lang]}</span>
        {place.nav?.useCount !== undefined && <Count useCount={place.nav.useCount} />}
      </Link>
    </li>
  )
}

/** The places that this session may use, and no others. */
export const Navigation = (): ReactNode => {
  const t = useTexts(shellTexts)
  const { pathname } = useLocation()
  const places = navigationOf(useSession())
  return (
    <nav className="k-nav" aria-label={t.navigation}>
      <ul>
        {places.map(place => (
          <Entry key={place.path} place={place} deeper={deeperOf(place, places, pathname)} />
        ))}
      </ul>
    </nav>
  )
}
