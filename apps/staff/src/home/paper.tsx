import { homeRoundPaper } from '@kaft/contract/home-delivery'
import type { OkOf } from '@kaft/contract/operation'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { formatsIn } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { printNow } from '../base/print.tsx'
import { PurposeForm } from '../base/purpose-form.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './home.module.css'
import { homeTexts } from './texts.ts'
import type { Round } from './use-scanned.ts'

type Paper = OkOf<typeof homeRoundPaper>

const Sheet = ({ paper, purpose }: { paper: Paper; purpose: string }): ReactNode => {
  const b = textsNow(baseTexts)
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
      {paper.paused > 0 && <p>{t.paper.paused(paper.paused)}</p>}
      <p>{b.listFooter(purpose, f.dayLong(paper.until))}</p>
    </article>
  )
}

/** A list of people says what it is for before it is printed, and when it is to be destroyed. */
export const PaperForm = ({ round, close }: { round: Round; close: () => void }): ReactNode => {
  const t = useTexts(homeTexts)
  const make = useDo(homeRoundPaper)
  const run = (purpose: string): void =>
    make.mutate(
      { params: { ...round }, body: { command_id: newCommandId(), purpose } },
      {
        onSuccess: paper => {
          printNow({
            paper: 'page',
            title: t.paper.title(paper.route.name, paper.on),
            body: <Sheet paper={paper} purpose={purpose} />,
          })
          close()
        },
      },
    )
  return (
    <PurposeForm action={t.paper.print} run={run} busy={make.isPending} error={make.error} close={close} />
  )
}
