import { searchTitles } from '@kaft/contract/cataloguing'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Radio } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Loading } from '../base/states.tsx'
import css from './catalogue.module.css'
import { nextVolumes, type Volume, volumesOf } from './series.model.ts'
import { catalogueTexts } from './texts/index.ts'

/** How the volumes of a series are waited for: each after the one before, each by itself, or whichever comes first. */
export type SeriesWay = 'ordered' | 'each' | 'any'
export interface SeriesWish {
  readonly way: SeriesWay
  readonly chosen: readonly Volume[]
}
export const noSeries: SeriesWish = { way: 'ordered', chosen: [] }

/** Eight pages of the search: a series of more volumes is chosen from volume by volume. */
const MOST_PAGES = 8
/** Nobody waits for more volumes at once; one hold takes no more titles either. */
export const MOST_VOLUMES = 20

const useVolumes = (name: string) => {
  const query = { series: name, where: 'all' as const, each_edition: '1' as const }
  const read = useReadPages(searchTitles, { query })
  const { data, hasNextPage, isFetching, fetchNextPage } = read
  const pages = data?.pages.length ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetching && pages < MOST_PAGES) void fetchNextPage()
  }, [hasNextPage, isFetching, pages, fetchNextPage])
  return {
    error: read.error,
    volumes: volumesOf(data?.pages.flatMap(page => page.rows) ?? [], name),
    busy: isFetching,
    more: hasNextPage && pages >= MOST_PAGES,
  }
}

const Ways = ({ way, set }: { way: SeriesWay; set: (way: SeriesWay) => void }): ReactNode => {
  const t = useTexts(catalogueTexts).series_
  return (
    <Radio.Group label={t.way} value={way} onChange={next => set(next)}>
      <div className="k-stack">
        {(['ordered', 'each', 'any'] as const).map(one => (
          <Radio key={one} value={one} label={t.ways[one]} description={t.aboutWays[one]} />
        ))}
      </div>
    </Radio.Group>
  )
}

/** The volumes of the series of a title, to reserve the next ones or all. */
export const SeriesChoice = ({
  title_id,
  name,
  wish,
  set,
}: {
  title_id: string
  name: string
  wish: SeriesWish
  set: (wish: SeriesWish) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts).series_
  const { error, volumes, busy, more } = useVolumes(name)
  const next = nextVolumes(volumes, title_id)
  const choose = (chosen: readonly Volume[]): void => set({ ...wish, chosen })
  if (error !== null) return <Failed error={error} />
  if (volumes.length === 0 && busy) return <Loading />
  return (
    <div className="k-stack">
      <Ways way={wish.way} set={way => set({ ...wish, way })} />
      <div className="k-line">
        {next.length > 0 && <Button onClick={() => choose(next.slice(0, 1))}>{t.next(1)}</Button>}
        {next.length > 1 && (
          <Button onClick={() => choose(next.slice(0, MOST_VOLUMES))}>
            {t.next(Math.min(next.length, MOST_VOLUMES))}
          </Button>
        )}
        {volumes.length <= MOST_VOLUMES && (
          <Button onClick={() => choose(volumes)}>{t.all(volumes.length)}</Button>
        )}
        <Button onClick={() => choose([])} disabled={wish.chosen.length === 0}>
          {t.none}
        </Button>
      </div>
      <Checkbox.Group
        label={t.volumes}
        value={wish.chosen.map(v => v.title_id)}
        onChange={ids => choose(volumes.filter(v => ids.includes(v.title_id)))}
      >
        <div className={css['volumes']}>
          {volumes.map(v => (
            <Checkbox
              key={v.title_id}
              value={v.title_id}
              label={[v.volume, v.title, v.title_id === title_id ? t.this : null].filter(Boolean).join(' · ')}
            />
          ))}
        </div>
      </Checkbox.Group>
      {wish.chosen.length > MOST_VOLUMES && (
        <StateWord state="stop" size={16}>
          {t.tooMany(MOST_VOLUMES)}
        </StateWord>
      )}
      {more && <p className="k-quiet">{t.more(volumes.length)}</p>}
    </div>
  )
}
