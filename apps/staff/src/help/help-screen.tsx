import {
  answerHelp,
  answerHelpCentrally,
  centralHelp,
  endHelp,
  endHelpCentrally,
  type Help,
  helpNow,
  libraryHelp,
  noteHelp,
  ownHelp,
  withdrawHelp,
} from '@kaft/contract/help'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { More } from '../base/rows.tsx'
import { useAllowed } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { AskForm } from './ask-form.tsx'
import { HelpCard } from './help-card.tsx'
import { goHelp } from './helping.ts'
import { helpTexts } from './texts.ts'

const body = () => ({ command_id: newCommandId() })

/** Answers a question that waits; writing is given apart, where it was asked for. */
const Answer = ({
  one,
  op,
}: {
  one: Help
  op: typeof answerHelp | typeof answerHelpCentrally
}): ReactNode => {
  const t = useTexts(helpTexts)
  const act = useDo(op, [libraryHelp, centralHelp, helpNow])
  const [answer, setAnswer] = useState('')
  const say = (approve: boolean, writes: boolean): void =>
    act.mutate(
      {
        params: { help_id: one.help_id },
        body: { ...body(), approve, writes, answer: answer.trim() === '' ? null : answer.trim() },
      },
      { onSuccess: () => tell(approve ? t.given : t.refused) },
    )
  return (
    <>
      <TextInput
        label={t.answer}
        value={answer}
        maxLength={600}
        onChange={event => setAnswer(event.currentTarget.value)}
      />
      {act.error !== null && <Failed error={act.error} />}
      <div className="k-line">
        <Button variant="filled" loading={act.isPending} onClick={() => say(true, false)}>
          {t.approve}
        </Button>
        {one.write_reason !== null && (
          <Button loading={act.isPending} onClick={() => say(true, true)}>
            {t.approveWrite}
          </Button>
        )}
        <Button loading={act.isPending} onClick={() => say(false, false)}>
          {t.refuse}
        </Button>
      </div>
    </>
  )
}

/** One click, and it is over. */
const Ending = ({
  one,
  op,
  label,
}: {
  one: Help
  op: typeof endHelp | typeof endHelpCentrally | typeof withdrawHelp
  label: string
}): ReactNode => {
  const t = useTexts(helpTexts)
  const act = useDo(op, [libraryHelp, centralHelp, ownHelp, helpNow])
  return (
    <>
      {act.error !== null && <Failed error={act.error} />}
      <Button
        loading={act.isPending}
        onClick={() =>
          act.mutate(
            { params: { help_id: one.help_id }, body: body() },
            { onSuccess: () => tell(runs(one) ? t.ended : t.withdrawn) },
          )
        }
      >
        {label}
      </Button>
    </>
  )
}

const runs = ({ state }: Help): boolean => state === 'running' || state === 'planned'

const Noting = ({ one }: { one: Help }): ReactNode => {
  const t = useTexts(helpTexts)
  const note = useDo(noteHelp, [libraryHelp, helpNow])
  if (one.central_why === null || one.answered_at === null || one.noted_at !== null) return null
  return (
    <Button
      loading={note.isPending}
      onClick={() => note.mutate({ params: { help_id: one.help_id }, body: body() })}
    >
      {t.note}
    </Button>
  )
}

const Library = (): ReactNode => {
  const t = useTexts(helpTexts)
  const read = useReadPages(libraryHelp, { query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <Part title={t.library} about={t.libraryAbout} none={t.noneLibrary} read={read} rows={rows}>
      {one => (
        <>
          {one.state === 'asked' && one.central_why === null && <Answer one={one} op={answerHelp} />}
          {(runs(one) || (one.answered_at !== null && one.noted_at === null)) && (
            <div className="k-line">
              {runs(one) && <Ending one={one} op={endHelp} label={t.end} />}
              <Noting one={one} />
            </div>
          )}
        </>
      )}
    </Part>
  )
}

const Central = (): ReactNode => {
  const t = useTexts(helpTexts)
  const read = useReadPages(centralHelp, { query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <Part title={t.central} about={t.centralAbout} none={t.none} read={read} rows={rows}>
      {one => (
        <>
          {one.state === 'asked' && one.central_why !== null && <Answer one={one} op={answerHelpCentrally} />}
          {runs(one) && (
            <div className="k-line">
              <Ending one={one} op={endHelpCentrally} label={t.end} />
            </div>
          )}
        </>
      )}
    </Part>
  )
}

const Open = ({ one }: { one: Help }): ReactNode => {
  const t = useTexts(helpTexts)
  const [error, setError] = useState<unknown>(null)
  return (
    <>
      {error !== null && <Failed error={error} />}
      <Button variant="filled" onClick={() => void goHelp(one.help_id).catch(setError)}>
        {t.open}
      </Button>
    </>
  )
}

const Own = (): ReactNode => {
  const t = useTexts(helpTexts)
  const [asking, ask] = useState(false)
  const read = useReadPages(ownHelp, { query: {} }, { walk: 'before' })
  const rows = read.data?.pages.flatMap(page => page.rows)
  const first = read.data?.pages[0]
  return (
    <>
      {first !== undefined &&
        (asking ? (
          <AskForm of={first} close={() => ask(false)} />
        ) : (
          <div className="k-line">
            <Button variant="filled" onClick={() => ask(true)}>
              {t.ask}
            </Button>
          </div>
        ))}
      <Part title={t.own} about={t.ownAbout} none={t.none} read={read} rows={rows}>
        {one =>
          (runs(one) || one.state === 'asked') && (
            <div className="k-line">
              {one.state === 'running' && <Open one={one} />}
              <Ending one={one} op={withdrawHelp} label={one.state === 'running' ? t.stop : t.withdraw} />
            </div>
          )
        }
      </Part>
    </>
  )
}

/** A list of questions with what can be done with each. */
const Part = ({
  title,
  about,
  none,
  read,
  rows,
  children,
}: {
  title: string
  about: string
  none: string
  read: Parameters<typeof More>[0]['of'] & { error: Error | null; refetch: () => unknown }
  rows: readonly Help[] | undefined
  children: (one: Help) => ReactNode
}): ReactNode => (
  <section className="k-stack" aria-label={title}>
    <h2 className="k-text-md k-strong">{title}</h2>
    <p className="k-quiet k-prose">{about}</p>
    {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
    {rows === undefined && read.error === null && <Loading />}
    {rows?.length === 0 && <Empty>{none}</Empty>}
    {rows?.map(one => (
      <HelpCard key={one.help_id} one={one}>
        {children(one)}
      </HelpCard>
    ))}
    <More of={read} />
  </section>
)

/** Who from outside asks to look, looks or looked: for the helper, the library and the centre, each their part. */
export const Screen = (): ReactNode => {
  const t = useTexts(helpTexts)
  const [own, library, central] = [useAllowed(ownHelp), useAllowed(libraryHelp), useAllowed(centralHelp)]
  return (
    <Page title={t.title} about={t.about}>
      {own && <Own />}
      {library && <Library />}
      {central && <Central />}
    </Page>
  )
}
