import { addHomeRoute, changeHomeRoute, type HomeRoute, listHomeRoutes } from '@kaft/contract/home-delivery'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty, Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { RouteForm } from './route-form.tsx'
import { homeTexts } from './texts.ts'

/** Ends a route on which nobody stands, or takes that back. */
const Ending = ({ route }: { route: HomeRoute }): ReactNode => {
  const t = useTexts(homeTexts)
  const change = useDo(changeHomeRoute, [listHomeRoutes])
  if (route.patrons > 0) return null
  const { route_id, name, branch_id, weeks, first_on, carrier } = route
  const ended = !route.ended
  const run = (): void =>
    change.mutate(
      {
        params: { route_id },
        body: { command_id: newCommandId(), name, branch_id, weeks, first_on, carrier, ended },
      },
      { onSuccess: () => ended && tell(t.ended(name)) },
    )
  return (
    <>
      <Button size="compact-sm" loading={change.isPending} onClick={run}>
        {ended ? t.end : t.restore}
      </Button>
      {change.error !== null && <Failed error={change.error} again={run} />}
    </>
  )
}

const RouteRow = ({ route, change }: { route: HomeRoute; change: () => void }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  const { route_id, next_on } = route
  return (
    <Row state={route.ended ? undefined : 'move'}>
      <span>
        {route.ended ? (
          <span className="k-strong">{route.name}</span>
        ) : (
          <To to={paths.homeRound(route_id, next_on)} className="k-strong" data-act="open">
            {route.name}
          </To>
        )}
        <span className="k-quiet"> · {route.branch_name}</span>
      </span>
      <span className="k-line">
        <span>{route.ended ? t.endedState : t.next(f.dayShort(next_on))}</span>
        {!route.ended && route.next_closed && (
          <StateWord state="ask" size={16}>
            {t.closed}
          </StateWord>
        )}
      </span>
      <span className="k-quiet">
        {t.rhythm(route.weeks)} · {route.carrier ?? t.noCarrier}
      </span>
      <span>{t.patrons(route.patrons)}</span>
      <Allowed op={changeHomeRoute}>
        <span className="k-line">
          {!route.ended && (
            <Button size="compact-sm" onClick={change}>
              {t.change}
            </Button>
          )}
          <Ending route={route} />
        </span>
      </Allowed>
    </Row>
  )
}

const List = ({ routes }: { routes: readonly HomeRoute[] }): ReactNode => {
  const t = useTexts(homeTexts)
  const [form, setForm] = useState<HomeRoute | 'new' | null>(null)
  const add = (
    <Allowed op={addHomeRoute}>
      <Button onClick={() => setForm('new')}>{t.add}</Button>
    </Allowed>
  )
  return (
    <Page title={t.title} about={t.about} actions={routes.length > 0 && add}>
      {form !== null && (
        <RouteForm
          key={form === 'new' ? form : form.route_id}
          route={form === 'new' ? null : form}
          close={() => setForm(null)}
        />
      )}
      {routes.length === 0 ? (
        form === null && <Empty action={add}>{t.none}</Empty>
      ) : (
        <Rows label={t.routes} columns="minmax(12rem, 1fr) auto auto auto auto">
          {routes.map(route => (
            <RouteRow key={route.route_id} route={route} change={() => setForm(route)} />
          ))}
        </Rows>
      )}
    </Page>
  )
}

/** The routes of home delivery, the next round first: each a door to that round. */
export const Screen = (): ReactNode => {
  const read = useRead(listHomeRoutes, {})
  return <Read of={read}>{({ rows }) => <List routes={rows} />}</Read>
}
