import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
} from '@tanstack/react-router'
import { useSession } from '../base/session.ts'
import { Frame } from './frame.tsx'
import { Guard } from './guard.tsx'
import { navigationOf, places } from './places.ts'
import { NotHere } from './not-here.tsx'

const root = createRootRoute({ component: Frame, notFoundComponent: NotHere })

/** The first place that this session may use: the desk for who stands there. */
const Start = () => <Navigate to={navigationOf(useSession())[0]?.path ?? '/niets'} replace />

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
