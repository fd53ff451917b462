import { pauseHomeStop, readHomePlace } from '@kaft/contract/home-delivery'
import type { OkOf } from '@kaft/contract/operation'
import type { Patron } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Failed } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { openPauseForm, pauseText, usePause } from '../home/pause-form.tsx'
import { homeTexts } from '../home/texts.ts'
import css from './patrons.module.css'

type Place = NonNullable<OkOf<typeof readHomePlace>['place']>

const Stands = ({ patron, at }: { patron: Patron; at: Place }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  const { route, pause, next_on } = at
  const { patron_id } = patron
  const name = [patron.given_name, patron.family_name].filter(Boolean).join(' ')
  const of = { route_id: route.route_id, patron_id, name, pause }
  const { act, set } = usePause(of)
  return (
    <Spine panel state={pause === null ? undefined : 'ask'} className={css['block']}>
      <h2 className="k-text-md k-strong">{t.title}</h2>
      <p>
        <To to={paths.homeRound(route.route_id, next_on ?? route.next_on)} className="k-strong">
          {route.name}
        </To>
        <span className="k-quiet"> · {t.patron.place(at.place, route.patrons)}</span>
      </p>
      {next_on !== null && <p className="k-quiet">{t.patron.next(f.dayLong(next_on))}</p>}
      {pause !== null && (
        <StateWord state="ask" size={16}>
          {pauseText(pause)}
        </StateWord>
      )}
      {act.error !== null && <Failed error={act.error} />}
      <Allowed op={pauseHomeStop}>
        <span className="k-line">
          <Button size="compact-sm" onClick={() => openPauseForm(of)}>
            {pause === null ? t.pause.make : t.pause.change}
          </Button>
          {pause !== null && (
            <Button size="compact-sm" loading={act.isPending} onClick={() => set(null)}>
              {t.pause.end}
            </Button>
          )}
        </span>
      </Allowed>
    </Spine>
  )
}

/** The route on which somebody stands to whom we bring; nothing for who comes to the library. */
export const HomePlace = ({ patron }: { patron: Patron }): ReactNode => {
  const read = useRead(readHomePlace, { params: { patron_id: patron.patron_id } })
  if (read.error !== null) return <Failed error={read.error} />
  const at = read.data?.place ?? null
  return at === null ? null : <Stands patron={patron} at={at} />
}
