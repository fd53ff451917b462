import { StateIcon } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { stateOfDestination } from '../base/destination.tsx'
import { useFormats } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { findingText } from '../base/problem-text.ts'
import { printItemSlip } from '../base/slips.tsx'
import { itemTexts } from '../items/texts/index.ts'
import { CrateBand } from './crate-band.tsx'
import css from './desk.module.css'
import type { Care, DeskState, Row } from './desk.state.ts'
import { roundOf } from './return-round.rules.ts'
import { deskTexts } from './texts/index.ts'

const isAside = ({ outcome }: Care): boolean => outcome.state === 'damaged' || outcome.state === 'incomplete'

/** What cannot be lent as it is goes to a place of its own. */
const Aside = ({ row, care }: { row: Row; care: Care }): ReactNode => {
  const t = useTexts(itemTexts)
  return (
    <div className={css['huge']} data-state="ask">
      <p className={css['hugeLine']}>
        <StateIcon state="ask" size={40} />
        <span>{t.aside}</span>
        <span className={css['hugePlace']}>
          {care.outcome.state === 'damaged' ? t.asideRepair : t.asidePart}
        </span>
      </p>
      <p className="k-text-md k-strong" {...inLanguage(row.answer?.item?.language)}>
        {row.answer?.item?.title}
      </p>
    </div>
  )
}

/** Where to put the object in your hand: one huge line, three destinations, never a name of a person. */
const Huge = ({ row }: { row: Row }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const { destination, item } = row.answer ?? {}
  const lang = useLanguage()
  const wrong = row.answer?.findings.find(finding => finding.weight === 'stop')
  if (row.care !== null && isAside(row.care)) return <Aside row={row} care={row.care} />
  if (destination == null) return null
  if (wrong !== undefined)
    return (
      <div className={css['huge']} data-state="stop">
        <p className={css['hugeLine']}>
          <StateIcon state="stop" size={40} />
          <span>{t.asideBig}</span>
        </p>
        <p className="k-line">
          <span className="k-text-md k-strong" {...inLanguage(item?.language)}>
            {item?.title}
          </span>
          <span>{findingText(wrong, lang)}</span>
          <span>{t.toTransit(destination.branch_name)}</span>
        </p>
      </div>
    )
  const place = {
    shelf: [destination.shelf, destination.call_number].filter(Boolean).join(' '),
    hold_shelf: destination.hold_code ?? '',
    transit: destination.branch_name,
  }[destination.to]
  const word = { shelf: t.shelfBig, hold_shelf: t.holdShelfBig, transit: t.transitBig }[destination.to]
  const state = stateOfDestination[destination.to]
  return (
    <div className={css['huge']} data-state={state}>
      <p className={css['hugeLine']}>
        <StateIcon state={state} size={40} />
        <span>{word}</span>
        <span className={css['hugePlace']}>{place}</span>
      </p>
      <p className="k-line">
        <span className="k-text-md k-strong" {...inLanguage(item?.language)}>
          {item?.title}
        </span>
        {destination.until !== null && <span>{t.until(f.dayLong(destination.until))}</span>}
        {destination.to !== 'shelf' && (
          <Button size="compact-sm" onClick={() => item != null && void printItemSlip(item.item_id)}>
            {t.printSlip} <kbd className={css['key']}>Alt P</kbd>
          </Button>
        )}
      </p>
    </div>
  )
}

/** Return mode: the huge destination of the last object, and what this round came to. */
export const ReturnView = ({ state, latest }: { state: DeskState; latest: Row | undefined }): ReactNode => {
  const t = useTexts(deskTexts)
  const f = useFormats()
  const round = roundOf(state)
  const parts = [
    state.return_mode?.counts === true ? t.count.counted(round.taken) : t.ret.taken(round.taken),
    round.holds > 0 ? t.ret.holds(round.holds) : '',
    round.crates > 0 ? t.ret.crates(round.crates) : '',
    round.questions > 0 ? t.ret.questions(round.questions) : '',
    round.fine_cents > 0 ? t.ret.fines(f.money(round.fine_cents)) : '',
  ].filter(part => part !== '')
  return (
    <section aria-label={t.returnMode}>
      <CrateBand mode={state.return_mode} />
      {latest?.phase === 'done' && latest.undone === null && <Huge row={latest} />}
      <p className={css['round']}>
        <span className="k-strong">{t.ret.round}:</span> {parts.join(' · ')}
      </p>
    </section>
  )
}
