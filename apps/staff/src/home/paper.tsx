import { homeRoundPaper } from '@kaft/contract/home-delivery'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { formatsIn } from '../base/format.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { printNow } from '../base/print.tsx'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './home.module.css'
import { homeTexts } from './texts.ts'
import type { Round } from './use-scanned.ts'

type Paper = OkOf<typeof homeRoundPaper>
const purposes = ['functional', 'communication', 'administration'] as const

const Sheet = ({ paper }: { paper: Paper }): ReactNode => {
  const t = textsNow(homeTexts)
  const f = formatsIn(language.get())
  const sum = (key: 'bring' | 'fetch'): number => paper.stops.reduce((all, stop) => all + stop[key], 0)
  return (
    <article lang={language.get()}>
      <h1>{t.paper.title(paper.route.name, f.dayLong(paper.on))}</h1>
      {paper.route.carrier !== null && <p>{t.paper.by(paper.route.carrier)}</p>}
      <table className={css['paper']}>
        <thead>
          <tr>
            {t.paper.heads.map(head => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {paper.stops.map((stop, at) => (
            <tr key={stop.patron_id}>
              <td className={css['box']} />
              <td>
                <strong>
                  {at + 1}. {stop.name}
                </strong>
                <br />
                {[stop.street, [stop.postcode, stop.municipality].filter(Boolean).join(' ')]
                  .filter(Boolean)
                  .join(', ')}
              </td>
              <td>{stop.phone}</td>
              <td>{stop.bring}</td>
              <td>{stop.fetch}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t.paper.total(sum('bring'), sum('fetch'))}</p>
      <p>{t.paper.until(f.dayLong(paper.until))}</p>
    </article>
  )
}

/** A list of people says what it is for before it is printed, and when it is to be destroyed. */
export const PaperForm = ({ round, close }: { round: Round; close: () => void }): ReactNode => {
  const t = useTexts(homeTexts)
  const b = useTexts(baseTexts)
  const [purpose, setPurpose] = useState<(typeof purposes)[number]>('functional')
  const [error, setError] = useState<unknown>(null)
  const print = async (): Promise<void> => {
    try {
      const paper = await call(homeRoundPaper, { params: { ...round }, query: { purpose } })
      printNow({
        paper: 'page',
        title: t.paper.title(paper.route.name, paper.on),
        body: <Sheet paper={paper} />,
      })
      close()
    } catch (failed) {
      setError(failed)
    }
  }
  return (
    <Spine panel state="move" className="k-stack">
      {error !== null && <Failed error={error} />}
      <div className={css['purpose']}>
        <NativeSelect
          autoFocus
          label={t.paper.purpose}
          value={purpose}
          data={purposes.map(one => ({ value: one, label: t.paper.purposes[one] }))}
          onChange={event => setPurpose(event.currentTarget.value as typeof purpose)}
        />
      </div>
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button variant="filled" onClick={() => void print()}>
          {t.paper.print}
        </Button>
      </div>
    </Spine>
  )
}
