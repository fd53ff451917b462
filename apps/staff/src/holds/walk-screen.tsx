import { pullList, shelfOrder } from '@kaft/contract/logistics'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useGo } from '../base/address.ts'
import { announce } from '../base/announce.ts'
import { Camera, useAwake } from '../base/camera.tsx'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { emitScan, useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { useUndoKey } from '../base/undo.ts'
import { fetched, useHandling } from './found.ts'
import { HandledList } from './handled-list.tsx'
import css from './holds.module.css'
import { missed, useRound } from './pull-acts.ts'
import { atShelf, oursIn, type Pull, type PullLine, pulledBy, walkOf } from './pull.model.ts'
import { pullTexts } from './pull-texts.ts'

/** One big line: where to go, and what to take there. */
const BigLine = ({
  line,
  left,
  later,
  walkOn,
}: {
  line: PullLine
  left: number
  later: () => void
  walkOn: () => void
}): ReactNode => {
  // A thumb taps twice: the second tap must not fall on the line that comes next, nor say the same again.
  const [going, setGoing] = useState(false)
  const miss = (): void => {
    if (going) return
    setGoing(true)
    walkOn()
    void missed(line).finally(() => setGoing(false))
  }
  const t = useTexts(pullTexts)
  const f = useFormats()
  const lang = useLanguage()
  const facts = [
    kindName(line.item_type, lang),
    t.needed(line.needed),
    t.here(line.items_here),
    line.tries > 0 ? t.tries(line.tries) : '',
  ]
  return (
    <article className={css['big']} data-state={line.own ? 'hold' : 'move'}>
      <p className={css['place']}>
        {line.shelf ?? t.walking.noShelf}
        <br />
        {line.call_number}
      </p>
      <h2 className="k-text-lg k-strong" {...inLanguage(line.language)}>
        {line.title}
      </h2>
      {line.author !== null && <p className="k-text-md">{line.author}</p>}
      <p>{facts.filter(fact => fact !== '').join(' · ')}</p>
      <p className="k-quiet">
        <code>{line.barcodes.slice(0, 4).join(' ')}</code>
      </p>
      <p className="k-quiet">
        {line.own ? t.mark.own : t.mark.others} · {t.forBranch(line.for_branch)}
        {line.claim !== null && ` · ${t.until(f.time(line.claim.until))}`}
      </p>
      <div className={css['thumbs']}>
        <Button size="lg" onClick={miss}>
          {t.notFound}
        </Button>
        <Button size="lg" disabled={left < 2} onClick={later}>
          {t.walking.later}
        </Button>
      </div>
    </article>
  )
}

/** For who has neither camera nor scanner. */
const TypedCode = (): ReactNode => {
  const t = useTexts(pullTexts)
  const [code, setCode] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (code.trim() !== '') emitScan(code.trim())
    setCode('')
  }
  return (
    <form className={css['typed']} onSubmit={submit}>
      <TextInput
        size="lg"
        label={t.walking.type}
        value={code}
        inputMode="numeric"
        autoComplete="off"
        data-scan-field
        onChange={event => setCode(event.currentTarget.value)}
      />
      <Button size="lg" type="submit">
        {t.walking.enter}
      </Button>
    </form>
  )
}

/** A scan is an item that was found, or the label of a shelf at which somebody stands. */
const useWalk = (pull: Pull) => {
  const t = useTexts(pullTexts)
  const [later, setLater] = useState<readonly string[]>([])
  const [shelf, setShelf] = useState<string | null>(null)
  const { handled, waiting, run, forget } = useHandling()
  const shelves = useRead(shelfOrder, {}, { fresh_ms: 600_000 })
  const walk = atShelf(walkOf(pull.rows, later), shelf)
  useScans(({ code }) => {
    const labelled = shelves.data?.rows.find(one => one.label === code.trim())
    if (labelled === undefined) {
      const title = pulledBy(pull.rows, code)?.title ?? code
      return run(title, fetched(code), where => t.found(title, where))
    }
    setShelf(labelled.shelf)
    playSound('ok')
    announce(t.walking.atShelf(labelled.shelf, walk.filter(line => line.shelf === labelled.shelf).length))
  })
  const putOff = (line: PullLine): void => {
    forget()
    setLater(list => [...list.filter(one => one !== line.title_id), line.title_id])
  }
  return { walk, handled, waiting, putOff, forget }
}

/** On a small screen the whole of it is for the line: the navigation comes back when the walk ends. */
const useWholeScreen = (): void =>
  useEffect(() => {
    document.documentElement.dataset['walking'] = ''
    return () => {
      delete document.documentElement.dataset['walking']
    }
  }, [])

const Walk = ({ pull }: { pull: Pull }): ReactNode => {
  const t = useTexts(pullTexts)
  const go = useGo()
  const { branch_name } = useSession()
  const round = useRound()
  const { walk, handled, waiting, putOff, forget } = useWalk(pull)
  const [line] = walk
  const free = oursIn(pull.rows).length - walk.length
  useUndoKey()
  useAwake()
  useWholeScreen()
  const start = (
    <Button size="lg" variant="filled" loading={round.busy} onClick={round.start}>
      {pull.until === null ? t.start : t.goOn}
    </Button>
  )
  return (
    <Page
      title={t.walking.title(branch_name)}
      about={walk.length > 0 ? t.walking.left(walk.length) : undefined}
    >
      <div className={css['walk']}>
        {round.error !== null && <Failed error={round.error} />}
        {waiting > 1 && (
          <p>
            <StateWord state="ask">{t.waiting(waiting)}</StateWord>
          </p>
        )}
        <HandledList handled={handled.slice(0, 1)} label={t.walking.last} />
        {line !== undefined && (
          <BigLine line={line} left={walk.length} later={() => putOff(line)} walkOn={forget} />
        )}
        {line === undefined && free > 0 && (
          <Empty action={start}>{pull.until === null ? t.walking.begin : t.walking.done}</Empty>
        )}
        {line === undefined && free === 0 && (
          <Empty action={<Button onClick={() => go(paths.holdShelf)}>{t.toShelf}</Button>}>{t.none}</Empty>
        )}
        {line !== undefined && <Camera />}
        {line !== undefined && <TypedCode />}
        <div className={css['thumbs']}>
          <Button size="lg" onClick={() => go(paths.pullList)}>
            {t.toList}
          </Button>
          {pull.until !== null && (
            <Button size="lg" loading={round.busy} onClick={round.stop}>
              {t.stop}
            </Button>
          )}
        </div>
      </div>
    </Page>
  )
}

/** The pull list one line at a time, for one hand: go there, scan it, and read where it goes. */
export const Screen = (): ReactNode => {
  const read = useRead(pullList, {}, { every_ms: 20_000 })
  return <Read of={read}>{pull => <Walk pull={pull} />}</Read>
}
