import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import type { NamedPatron } from '../base/patron-search.tsx'
import { usePlaceSeries } from './place-series.ts'
import { MOST_VOLUMES, SeriesChoice, type SeriesWish } from './series-choice.tsx'
import { SeriesResults } from './series-results.tsx'
import { catalogueTexts } from './texts/index.ts'

/** The volumes of a series for one patron: the next ones or all, in order, each for itself, or whichever comes first. */
export const ReserveSeries = ({
  title,
  name,
  patron,
  branch,
  again,
  wish,
  setWish,
}: {
  title: { readonly title_id: string }
  name: string
  patron: NamedPatron | null
  branch: string
  again: () => void
  wish: SeriesWish
  setWish: (wish: SeriesWish) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const { results, error, busy, run, again: retry, forget } = usePlaceSeries()
  const of = patron === null ? null : { patron_id: patron.patron_id, pickup_branch_id: branch }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (of !== null) void run(wish, of)
  }
  if (results.length > 0)
    return (
      <div className="k-stack">
        <SeriesResults
          results={results}
          accept={(at, accept) => of !== null && void retry(at, wish, { ...of, accept })}
          undone={forget}
        />
        {!busy && (
          <div className="k-line">
            <Button onClick={again}>{t.hold.again}</Button>
          </div>
        )}
      </div>
    )
  return (
    <form className="k-stack" onSubmit={submit}>
      <SeriesChoice title_id={title.title_id} name={name} wish={wish} set={setWish} />
      {error !== null && <Failed error={error} again={() => of !== null && void run(wish, of)} />}
      <div className="k-line k-line-end">
        <Button
          type="submit"
          variant="filled"
          disabled={of === null || wish.chosen.length === 0 || wish.chosen.length > MOST_VOLUMES}
          loading={busy}
        >
          {t.series_.do(wish.way, wish.chosen.length)}
        </Button>
      </div>
    </form>
  )
}
