import { identifyOnline } from '@kaft/contract/online'
import { liftBlock, type Patron, readPatron, readPatronHead, setBlock } from '@kaft/contract/patrons'
import type { Finding } from '@kaft/contract/problem'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { findingText } from '../base/problem-text.ts'
import { paths } from '../base/paths.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { Why } from '../base/why.tsx'
import { AddBlock } from './add-block.tsx'
import { blockedWhat } from './blocks.model.ts'
import { onlineTexts } from './online/texts.ts'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

const refreshed = [readPatron, readPatronHead]

/** What is blocked, since when, until when, why, and how to lift it. */
const BlockCard = ({
  block,
  patron_id,
  own,
}: {
  block: Patron['blocks'][number]
  patron_id: string
  own: boolean
}) => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const session = useSession()
  const o = useTexts(onlineTexts)
  const go = useGo()
  const lift = useDo(liftBlock, refreshed)
  const mine = block.library_id === session.library_id
  const remedy =
    block.until === null ? t.blocks.howHand(block.library_name) : t.blocks.howUntil(f.dayYear(block.until))
  const lifted = (): void => {
    tellPatronChanged(patron_id)
    // What was blocked by hand is blocked by hand again; what has a cause comes back with it.
    if (block.cause !== 'hand') return tell(t.blocks.lifted)
    const { reason, until, actions, reach, remedy } = block
    const more = { actions: [...actions], reach, ...(remedy === null ? {} : { remedy }) }
    offerWayBack(t.blocks.lifted, refreshed, async () => {
      await call(setBlock, {
        params: { patron_id },
        body: { command_id: newCommandId(), reason, until, ...more },
      })
      tellPatronChanged(patron_id)
      return t.blocks.again
    })
  }
  const run = (): void =>
    lift.mutate({ params: { patron_id, block_id: block.block_id } }, { onSuccess: lifted })
  return (
    <Spine state="stop" soft className={css['card']}>
      <div className="k-grow">
        <StateWord state={block.actions.includes('loan') ? 'stop' : 'ask'}>
          {blockedWhat(t, block.actions)}
        </StateWord>
        <p>{block.reason}</p>
        <p className="k-quiet">
          {t.blocks.since(f.dayYear(block.since))} ·{' '}
          {t.blocks.untilShown(block.until === null ? null : f.dayYear(block.until))} ·{' '}
          {t.blocks.reachShown[block.reach]}
          {mine ? '' : ` · ${t.blocks.of(block.library_name)}`}
        </p>
        <p>
          <span className="k-quiet">{t.blocks.how}</span> {block.remedy ?? remedy}
        </p>
      </div>
      {own && mine && block.cause !== 'not_identified' && (
        <Allowed op={liftBlock}>
          <Button size="compact-sm" disabled={lift.isPending} onClick={run}>
            {t.blocks.lift}
          </Button>
        </Allowed>
      )}
      {own && mine && block.cause === 'not_identified' && (
        <Allowed op={identifyOnline}>
          <Button size="compact-sm" onClick={() => go(paths.identify(patron_id))}>
            {o.identify}
          </Button>
        </Allowed>
      )}
      {lift.error !== null && <Failed error={lift.error} again={run} />}
    </Spine>
  )
}

/** What follows from the regulation by itself: it goes as it came, and says how. */
const Ruled = ({ finding, patron_id }: { finding: Finding; patron_id: string }): ReactNode => {
  const t = useTexts(patronTexts)
  const lang = useLanguage()
  const overdue = finding.code === 'overdue_block' || finding.code === 'too_many_overdue'
  return (
    <Spine state="stop" soft className={css['card']}>
      <div className="k-grow">
        <StateWord state="stop">{findingText(finding, lang)}</StateWord>
        <p className="k-quiet">
          {t.blocks.ruled}{' '}
          <Why ask={{ kind: 'decision', ask: { action: 'checkout', patron_id, code: finding.code } }} />
        </p>
        <p>
          <span className="k-quiet">{t.blocks.how}</span> {overdue ? t.blocks.howOverdue : t.blocks.howDebt}
        </p>
      </div>
    </Spine>
  )
}

/** Codes of the regulation that keep from lending whatever the item. */
const ruledCodes: ReadonlySet<string> = new Set([
  'debt_block',
  'debt_age_block',
  'overdue_block',
  'too_many_overdue',
])

export const Blocks = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const [adds, setAdds] = useState(false)
  const { patron_id } = patron
  const head = useRead(readPatronHead, { params: { patron_id } })
  const ruled = (head.data?.findings ?? []).filter(finding => ruledCodes.has(finding.code))
  const none = patron.blocks.length === 0 && ruled.length === 0
  return (
    <Spine panel state={!none ? 'stop' : undefined} className={css['block']}>
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.data.blocks}</h2>
        {own && !adds && (
          <Allowed op={setBlock}>
            <Button size="compact-sm" onClick={() => setAdds(true)}>
              {t.blocks.add}
            </Button>
          </Allowed>
        )}
      </div>
      {adds && <AddBlock patron_id={patron_id} close={() => setAdds(false)} />}
      {none && !adds && <p className="k-quiet">{t.blocks.none}</p>}
      {ruled.map(finding => (
        <Ruled key={finding.code} finding={finding} patron_id={patron_id} />
      ))}
      {patron.blocks.map(block => (
        <BlockCard key={block.block_id} block={block} patron_id={patron_id} own={own} />
      ))}
    </Spine>
  )
}
