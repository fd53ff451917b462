import { iconStroke } from '@kaft/ui/icons'
import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
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

/** The places that this session may use, and no others. On a phone they wait behind one line that says where one is. */
export const Navigation = (): ReactNode => {
  const t = useTexts(shellTexts)
  const { pathname } = useLocation()
  const lang = useLanguage()
  const places = navigationOf(useSession())
  // Open on the page where it was opened: whoever went on has arrived.
  const [openAt, setOpenAt] = useState<string | null>(null)
  const open = openAt === pathname
  const here = places
    .filter(place => `${pathname}/`.startsWith(`${place.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  return (
    <nav className="k-nav" aria-label={t.navigation}>
      <button
        type="button"
        className="k-nav-toggle"
        aria-expanded={open}
        onClick={() => setOpenAt(open ? null : pathname)}
      >
        <span aria-hidden="true">☰</span> {t.navigation}
        {here !== undefined && <span className="k-quiet"> · {here.title[lang]}</span>}
      </button>
      <ul data-open={open || undefined}>
        {places.map(place => (
          <Entry key={place.path} place={place} deeper={deeperOf(place, places, pathname)} />
        ))}
      </ul>
    </nav>
  )
}
