import { readTitle, type Title } from '@kaft/contract/cataloguing'
import { scan } from '@kaft/contract/circulation'
import { placeHold, titleQueue } from '@kaft/contract/holds'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { ProposeFor } from '../acquisitions/propose.tsx'
import { wishOfTitle } from '../acquisitions/wish.model.ts'
import { useAsked, useGo, usePart } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { currentPatron } from '../base/desk-door.ts'
import { estimateText } from '../base/estimate.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { passScanOn, type Scan, useScans } from '../base/scans.ts'
import { allows, useSession } from '../base/session.ts'
import { Read } from '../base/states.tsx'
import { useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import { useUndoKey } from '../base/undo.ts'
import css from './catalogue.module.css'
import { TitleCover } from './covers/title-cover.tsx'
import { Merged } from './doubles/merged.tsx'
import { lendTitle } from './lend.tsx'
import { Holdings } from './holdings.tsx'
import { openReserve } from './reserve-panel.tsx'
import { targetOf } from './scan-target.ts'
import { catalogueTexts } from './texts/index.ts'
import { TitleLinks } from './title-links.tsx'
import { Line } from './title-line.tsx'
import { Availability, Items, TitleFacts } from './title-parts.tsx'
import { Editions, InSeries } from './work-parts.tsx'
import { besides, lastList } from './walk.ts'

const useActs = (title: Title) => {
  const go = useGo()
  const session = useSession()
  const patron = useStore(currentPatron)
  return {
    patron,
    reserve: () => openReserve({ title_id: title.title_id, title: title.title, patron }),
    lend: () => lendTitle(title.title_id, session, go),
  }
}

const useKeys = (title: Title): void => {
  const go = useGo()
  const session = useSession()
  const { reserve, lend } = useActs(title)
  const { nl, en } = catalogueTexts
  const walk = (step: 1 | -1) => () => {
    const to = besides(title.title_id, step)
    if (to !== null) go(paths.title(to))
  }
  const key = (name: keyof typeof nl.keys, combo: string, run: () => void): Shortcut => ({
    id: `catalogue.${name}`,
    combo,
    does: { nl: nl.keys[name], en: en.keys[name] },
    run,
  })
  useUndoKey()
  useShortcuts([
    ...(allows(session, placeHold.leave) ? [key('reserve', 'r', reserve)] : []),
    ...(allows(session, scan.leave) ? [key('lend', 'l', lend)] : []),
    key('previous', '[', walk(-1)),
    key('next', ']', walk(1)),
  ])
}

/** An item or an ISBN leads to its title; a card reserves this title for that patron. */
const useScanned = (title: Title): void => {
  const t = useTexts(catalogueTexts)
  const go = useGo()
  const session = useSession()
  const handle = async (scanned: Scan): Promise<void> => {
    const target = await targetOf(scanned.code, session)
    if (target.kind === 'item')
      go(`${paths.title(target.title_id)}?exemplaar=${encodeURIComponent(target.barcode)}`)
    else if (target.kind === 'title') go(paths.title(target.title_id))
    else if (target.kind === 'titles') go(paths.search(scanned.code))
    else if (target.kind === 'isbn_unknown') tell(t.isbnUnknown(scanned.code))
    else if (target.kind === 'patron' && allows(session, placeHold.leave))
      openReserve({ title_id: title.title_id, title: title.title, patron: target })
    else passScanOn(scanned)
  }
  useScans(scanned => void handle(scanned).catch(() => passScanOn(scanned)))
}

/** How many wait for it, also whom this library may not see, and when somebody who reserves it now may have it. */
const Queue = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const lang = useLanguage()
  const read = useRead(titleQueue, { params: { title_id } })
  if (read.data === undefined) return null
  const { waiting, estimate } = read.data
  return (
    <span className="k-quiet">
      {t.queue(waiting)} {t.newHold(estimateText(estimate, lang))}
    </span>
  )
}

const Acts = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const { patron, reserve, lend } = useActs(title)
  const wish = wishOfTitle(title, useSession().library_id)
  return (
    <div className="k-line">
      <Allowed op={placeHold}>
        <Button variant="filled" onClick={reserve}>
          {t.reserve} <kbd>R</kbd>
        </Button>
      </Allowed>
      {patron !== null && (
        <Allowed op={scan}>
          <Button onClick={lend}>
            {t.lendTo(patron.name)} <kbd>L</kbd>
          </Button>
        </Allowed>
      )}
      {wish !== null && <ProposeFor wish={wish} answers />}
      <Queue title_id={title.title_id} />
    </div>
  )
}

const Walk = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const { address } = useStore(lastList)
  const [previous, next] = [besides(title_id, -1), besides(title_id, 1)]
  return (
    <nav className="k-line" aria-label={t.results}>
      {address !== '' && <Link to={address}>{t.back}</Link>}
      {previous !== null && <Link to={paths.title(previous)}>{t.previous} [</Link>}
      {next !== null && <Link to={paths.title(next)}>{t.next} ]</Link>}
    </nav>
  )
}

const Body = ({ title }: { title: Title }): ReactNode => {
  const lang = useLanguage()
  const scanned = useAsked().get('exemplaar')
  useKeys(title)
  useScanned(title)
  const about = [title.author, kindName(title.material, lang), title.year].filter(Boolean).join(' · ')
  return (
    <div className="k-page">
      <Walk title_id={title.title_id} />
      <div className={css['title']}>
        <TitleCover title_id={title.title_id} />
        <div className={css['about']}>
          <h1 className="k-text-xl k-strong" {...inLanguage(title.language)}>
            {title.title}
          </h1>
          <p className="k-text-md">{about}</p>
          <InSeries title_id={title.title_id} />
          {title.summary !== null && <p className="k-prose">{title.summary}</p>}
          <Acts title={title} />
          <TitleLinks title={title} />
          <Merged title_id={title.title_id} />
        </div>
      </div>
      <Availability title={title} />
      <Holdings title={title} />
      <Editions title={title} />
      <Items title={title} scanned={scanned} />
      <Line title_id={title.title_id} />
      <TitleFacts title={title} />
    </div>
  )
}

const Found = ({ title_id }: { title_id: string }): ReactNode => {
  const go = useGo()
  const read = useRead(readTitle, { params: { title_id } })
  const now = read.data?.title_id
  // The number of a title that was merged leads to the one that stayed.
  useEffect(() => {
    if (now !== undefined && now !== title_id) go(paths.title(now), { replace: true })
  }, [now, title_id, go])
  return <Read of={read}>{title => <Body title={title} />}</Read>
}

/** One title: what it is, where it stands, its items, and who waits. */
export const Screen = (): ReactNode => {
  const title_id = usePart('title_id')
  return <Found key={title_id} title_id={title_id} />
}
