import { type HomeBag, readHomeBag } from '@kaft/contract/home-delivery'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Read } from '../base/states.tsx'
import css from './home.module.css'
import { homeTexts } from './texts.ts'
import type { Round } from './use-scanned.ts'

const Lines = ({
  title,
  lines,
  none,
}: {
  title: string
  lines: HomeBag['bring']
  none: string
}): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  return (
    <section aria-label={title}>
      <h3 className="k-strong">
        {title} {lines.length > 0 && `(${lines.length})`}
      </h3>
      {lines.length === 0 && <p className="k-quiet">{none}</p>}
      <ul className={css['list']}>
        {lines.map(({ loan_id, item, due_on, overdue }) => (
          <li key={loan_id}>
            <span>
              {item.title}
              {item.author !== null && <span className="k-quiet"> · {item.author}</span>}
            </span>
            <span className="k-line">
              {overdue && (
                <StateWord state="stop" size={16}>
                  {t.bag.late}
                </StateWord>
              )}
              <span className="k-quiet">{t.bag.due(f.dayShort(due_on))}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What lies ready for this reader here: scanned into the bag it is collected. */
const Ready = ({ ready }: { ready: HomeBag['ready'] }): ReactNode => {
  const t = useTexts(homeTexts)
  if (ready.length === 0) return null
  return (
    <section aria-label={t.bag.ready}>
      <h3>
        <StateWord state="hold">{t.bag.ready}</StateWord>
      </h3>
      <ul className={css['list']}>
        {ready.map(({ hold_id, title, hold_code }) => (
          <li key={hold_id}>
            <span>{title}</span>
            {hold_code !== null && <span className="k-strong">{t.bag.code(hold_code)}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was read before, of who asked that it be kept; of others nothing stands here. */
const Before = ({ before }: { before: HomeBag['before'] }): ReactNode => {
  const t = useTexts(homeTexts)
  const f = useFormats()
  if (before === null) return null
  return (
    <details>
      <summary>
        {t.bag.before} ({before.length})
      </summary>
      {before.length === 0 && <p className="k-quiet">{t.bag.beforeNone}</p>}
      <ul className={css['list']}>
        {before.map(({ title_id, title, author, last_on }) => (
          <li key={title_id}>
            <span>
              {title}
              {author !== null && <span className="k-quiet"> · {author}</span>}
            </span>
            <span className="k-quiet">{t.bag.last(f.dayShort(last_on))}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The open bag: what goes along, what comes back, and what lies ready. */
export const BagPanel = ({
  round,
  patron_id,
  left,
  close,
}: {
  round: Round
  patron_id: string
  left: boolean
  close: () => void
}): ReactNode => {
  const t = useTexts(homeTexts)
  const read = useRead(readHomeBag, { params: { ...round, patron_id } }, { fresh_ms: 0, keep: true })
  return (
    <Read of={read}>
      {bag => (
        <Spine panel state={left ? undefined : 'move'} className="k-stack">
          <div className="k-line k-line-between">
            <h2 className="k-text-lg k-strong">{t.bag.title(bag.stop.name)}</h2>
            <Button size="compact-sm" onClick={close}>
              {t.bag.close}
            </Button>
          </div>
          {!left && <p className="k-quiet">{t.bag.scan}</p>}
          <Ready ready={bag.ready} />
          <Lines title={t.bag.bring} lines={bag.bring} none={t.bag.none} />
          <Lines title={t.bag.fetch} lines={bag.fetch} none={t.bag.fetchNone} />
          <Before before={bag.before} />
        </Spine>
      )}
    </Read>
  )
}
