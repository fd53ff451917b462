import { answerCase, readCaseLetter } from '@kaft/contract/rights-handling'
import type { CaseDetail, CaseLetter } from '@kaft/contract/rights'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { printNow } from '../base/print.tsx'
import { saveFile } from '../base/save-file.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './privacy.module.css'
import { caseTexts } from './texts/cases.ts'
import { useStep } from './use-case.ts'

const Letter = ({ one, letter }: { one: CaseDetail; letter: CaseLetter }): ReactNode => {
  const t = useTexts(caseTexts).answer
  const f = useFormats()
  const print = (): void =>
    printNow({
      paper: 'page',
      title: letter.subject,
      body: (
        <article lang="nl">
          <p style={{ whiteSpace: 'pre-line' }}>{[one.name, one.address].filter(Boolean).join('\n')}</p>
          <p>{f.dayYear(dayOf(letter.made_at))}</p>
          <h1>{letter.subject}</h1>
          <p style={{ whiteSpace: 'pre-line' }}>{letter.body}</p>
        </article>
      ),
    })
  const copy = (): void => {
    void navigator.clipboard.writeText(`${letter.subject}\n\n${letter.body}`).then(() => tell(t.copied))
  }
  const fetch = useDo(readCaseLetter)
  return (
    <details open={letter.kind === 'decision'}>
      <summary>
        {f.dayShort(dayOf(letter.made_at))} · {letter.subject}
      </summary>
      <div className="k-stack">
        <p lang="nl" className={css['letter']}>
          {letter.body}
        </p>
        <div className="k-line">
          <Button size="compact-sm" onClick={print}>
            {t.print}
          </Button>
          <Button
            size="compact-sm"
            loading={fetch.isPending}
            aria-label={`${t.pdf}: ${letter.subject}`}
            onClick={() =>
              fetch.mutate(
                { params: { case_id: one.case_id, letter_id: letter.letter_id } },
                { onSuccess: saveFile },
              )
            }
          >
            {t.pdf}
          </Button>
          <Button size="compact-sm" onClick={copy}>
            {t.copy}
          </Button>
        </div>
        {fetch.error !== null && <Failed error={fetch.error} />}
      </div>
    </details>
  )
}

/** Every letter of the case as it was written; the one with the decision is the answer. */
export const CaseAnswer = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).answer
  const answer = useStep(answerCase, one)
  return (
    <Spine id="answer" state={one.answered_on === null ? undefined : 'ok'} panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.title}</h2>
      {one.letters.length === 0 && <p className="k-quiet">{t.none}</p>}
      {one.letters
        .filter(letter => letter.body !== '')
        .toReversed()
        .map(letter => (
          <Letter key={letter.letter_id} one={one} letter={letter} />
        ))}
      {answer.error !== null && <Failed error={answer.error} />}
      {one.decision !== null && one.answered_on === null && one.step !== 'closed' && (
        <div className="k-line k-line-end">
          <Button variant="filled" loading={answer.isPending} onClick={() => answer.run({})}>
            {t.sent}
          </Button>
        </div>
      )}
    </Spine>
  )
}
