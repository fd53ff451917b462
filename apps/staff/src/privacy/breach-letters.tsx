import { type Breach, breachLetters, reachedByBreach } from '@kaft/contract/breaches'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { More } from '../base/rows.tsx'
import { saveFile } from '../base/save-file.ts'
import { Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './privacy.module.css'
import { breachTexts } from './texts/breaches.ts'

/** All letters, file by file: a file holds as many as are made in a moment. */
const AllLetters = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const fetch = useDo(breachLetters)
  const go = (who: 'paper' | 'all', after?: string, before = 0): void =>
    fetch.mutate(
      { params: { breach_id: one.breach_id }, query: { who, ...(after ? { after } : {}) } },
      {
        onSuccess: file => {
          saveFile(file)
          const made = before + file.letters
          if (file.next === null) tell(t.letters.saved(made))
          else go(who, file.next, made)
        },
      },
    )
  return (
    <>
      <p className="k-quiet k-prose">{t.letters.about}</p>
      <div className="k-line">
        {(['paper', 'all'] as const).map(who => (
          <Button key={who} size="compact-sm" loading={fetch.isPending} onClick={() => go(who)}>
            {t.letters[who]}
          </Button>
        ))}
      </div>
      {fetch.error !== null && <Failed error={fetch.error} />}
    </>
  )
}

/** More than these stand folded, or what there is to decide would be far below. */
const FEW = 8
/** Whom it reached, how they were told, and the letter of each as a PDF. */
export const BreachLetters = ({ one }: { one: Breach }): ReactNode => {
  const t = useTexts(breachTexts)
  const f = useFormats()
  const read = useReadPages(reachedByBreach, { params: { breach_id: one.breach_id }, query: {} })
  const fetch = useDo(breachLetters)
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <div className="k-stack">
      {one.told > 0 && one.own && <AllLetters one={one} />}
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined && read.error === null && <Loading />}
      <details open={one.reached <= FEW}>
        <summary>{t.letters.list}</summary>
        <ul className={css['people']} aria-label={t.letters.list}>
          {rows?.map(row => (
            <li key={row.patron_id}>
              <span>{row.name ?? t.letters.elsewhere(row.library_name)}</span>
              <span className="k-quiet">
                {row.told_on === null
                  ? t.letters.untold
                  : `${t.letters.told(f.dayShort(row.told_on))}${row.channel === null ? '' : `, ${t.letters.by[row.channel]}`}`}
              </span>
              {row.told_on !== null && row.name !== null && one.own && (
                <Button
                  size="compact-sm"
                  aria-label={`${t.letters.one}: ${row.name}`}
                  disabled={fetch.isPending}
                  onClick={() =>
                    fetch.mutate(
                      { params: { breach_id: one.breach_id }, query: { patron_id: row.patron_id } },
                      { onSuccess: saveFile },
                    )
                  }
                >
                  {t.letters.one}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <More of={read} />
      </details>
      {fetch.error !== null && <Failed error={fetch.error} />}
    </div>
  )
}
