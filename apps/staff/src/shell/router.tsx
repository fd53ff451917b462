import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router'
import { askHelp } from '@kaft/contract/help'
import { paths } from '../base/paths.ts'
import { allows, useSession } from '../base/session.ts'
import { Frame } from './frame.tsx'
import { Guard } from './guard.tsx'
import { navigationOf, places } from './places.ts'
import { NotHere } from './not-here.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere })

/** The first place that this session may use: the desk for who stands there; for who helps from outside, their questions. */
const Start = () => {
  const session = useSession()
  const first = allows(session, askHelp.leave) ? paths.help : navigationOf(session)[0]?.path
  return <Navigate to={first ?? '/niets'} replace />
}

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start })

const routes = places.map(place => {
  const Screen = lazyRouteComponent(place.load, 'Screen')
  const Guarded = () => (
    <Guard place={place}>
      <Screen />
    </Guard>
  )
  return createRoute({ getParentRoute: () => root, path: place.path, component: Guarded })
})

export const router = createRouter({
  routeTree: root.addChildren([start, ...routes]),
  basepath: import.meta.env.BASE_URL,
  defaultPreload: 'intent',
})
