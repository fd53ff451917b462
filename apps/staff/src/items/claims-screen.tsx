import { listClaims, lookForClaim, resolveClaim, type ReturnClaim } from '@kaft/contract/items'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { announce } from '../base/announce.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { Below, Row, Rows } from '../base/rows.tsx'
import { useScans } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { Empty, Read } from '../base/states.tsx'
import { showToast } from '../base/toast.ts'
import { useUndoKey } from '../base/undo.ts'
import { foundNow, told, toldWhyNot, touched } from './acts.ts'
import { itemTexts } from './texts/index.ts'

const hows = ['lost', 'dismissed', 'withdrawn'] as const

/** What staff decide when it was looked for often enough. */
const Decide = ({ claim }: { claim: ReturnClaim }): ReactNode => {
  const t = useTexts(itemTexts)
  const resolve = useDo(resolveClaim, touched)
  const { claim_id, item } = claim
  return (
    <Below>
      <div className="k-line" role="group" aria-label={t.claim.decide}>
        <span className="k-strong">{t.claim.decide}</span>
        {hows.map(how => (
          <Button
            key={how}
            size="compact-sm"
            loading={resolve.isPending}
            onClick={() =>
              resolve.mutate(
                { params: { claim_id }, body: { command_id: newCommandId(), how } },
                { onSuccess: done => told(t.claim.resolved[how](item.title), done), onError: toldWhyNot },
              )
            }
          >
            {t.claim[how]}
          </Button>
        ))}
      </div>
    </Below>
  )
}

const ClaimRow = ({ claim, wanted }: { claim: ReturnClaim; wanted: number }): ReactNode => {
  const t = useTexts(itemTexts)
  const f = useFormats()
  const look = useDo(lookForClaim, touched)
  const { claim_id, item } = claim
  return (
    <Row state={claim.to_decide ? 'ask' : 'move'}>
      <span className="k-strong">{[item.shelf, item.call_number].filter(Boolean).join(' · ')}</span>
      <span>
        <span className="k-strong" {...inLanguage(item.language)}>
          {item.title}
        </span>
        {item.author !== null && <span className="k-quiet"> · {item.author}</span>}
        <span className="k-quiet"> · {item.barcode}</span>
      </span>
      <span className="k-quiet">
        {t.claim.since(f.dayShort(dayOf(claim.claimed_at)))} · {t.claim.looks(claim.looks, wanted)}
      </span>
      <Button
        size="compact-sm"
        data-act="open"
        loading={look.isPending}
        onClick={() =>
          look.mutate(
            { params: { claim_id }, body: { command_id: newCommandId() } },
            {
              onSuccess: done => told(t.claim.looked(item.title, claim.looks + 1), done),
              onError: toldWhyNot,
            },
          )
        }
      >
        {t.claim.notFound}
      </Button>
      {claim.to_decide && <Decide claim={claim} />}
    </Row>
  )
}

const List = ({ rows, wanted }: { rows: readonly ReturnClaim[]; wanted: number }): ReactNode => {
  const t = useTexts(itemTexts)
  const go = useGo()
  const { branch_name } = useSession()
  useUndoKey()
  useScans(({ code }) => {
    const claim = rows.find(row => row.item.barcode === code)
    if (claim !== undefined) return void foundNow(claim.item)
    const said = t.claim.notHere(code)
    playSound('stop')
    showToast({ text: said })
    announce(said, 'assertive')
  })
  return (
    <Page
      title={t.claim.title(branch_name)}
      about={rows.length === 0 ? undefined : t.claim.about(rows.length)}
    >
      {rows.length === 0 ? (
        <Empty action={<Button onClick={() => go(paths.pullList)}>{t.claim.toPull}</Button>}>
          {t.claim.none}
        </Empty>
      ) : (
        <>
          <p className="k-quiet">{t.claim.how}</p>
          <Rows label={t.claim.rows} columns="minmax(7rem, 14rem) minmax(12rem, 1fr) auto auto">
            {rows.map(claim => (
              <ClaimRow key={claim.claim_id} claim={claim} wanted={wanted} />
            ))}
          </Rows>
        </>
      )}
    </Page>
  )
}

/** What patrons say they brought back, in the order in which one walks along the shelves; nobody's name. */
export const Screen = (): ReactNode => {
  const read = useRead(listClaims, {}, { every_ms: 60_000 })
  return <Read of={read}>{({ rows, looks_wanted }) => <List rows={rows} wanted={looks_wanted} />}</Read>
}
