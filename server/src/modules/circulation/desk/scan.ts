import type { BodyOf, DeskAnswer, scan as scanOp } from '@kaft/contract'
import { normaliseIsbn } from '@kaft/marc'
import { Type } from 'typebox'
import { priorAnswer, repeated } from '../../../base/command.ts'
import { isRefusal, may, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { type Finding, marked } from '../../../base/decision.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { badgeHashes } from '../../organisation/index.ts'
import { headsOf, PatronOfCard, patronByCard, patronHeadQuery } from '../../patrons/index.ts'
import { emptyAnswer, type Kept, refusal, replay } from '../answer/answer.ts'
import { commandOf, type DeskCommand } from '../answer/command.ts'
import { checkin } from '../checkin/checkin.ts'
import { checkout } from '../checkout/checkout.ts'
import { countInHouse } from '../in-house/count-in-house.ts'
import { cardFinding } from '../facts/patron.rules.ts'
import { headFacts, headFindings } from '../patron-page/head-findings.ts'
import { renew } from '../renew/renew.ts'
import { ownLoanSetting } from './own-loan-setting.store.ts'
import { badgeOf, CodeFacts, codeFacts } from './resolve-code.store.ts'
import { routeScan, type ScanRoute } from './route-scan.rules.ts'
import { scanCrate } from './scan-label.ts'

const OwnSetting = Type.Object({
  value: Type.Union([Type.String(), Type.Null()]),
  same_day: Type.Union([Type.String(), Type.Null()]),
})

/** An EAN of a book, or an old ISBN: what the back cover carries. */
const looksLikeIsbn = /^(97[89][0-9]{10}|[0-9]{9}[0-9Xx])$/
type Ask = BodyOf<typeof scanOp>

/** One scan at the desk: finds out what the code is and does what it means. Always answers, for each scan has a row. */
export async function scan(ctx: StaffCtx, ask: Ask): Promise<DeskAnswer | Refusal> {
  const command = commandOf(ctx, ask)
  const known = await resolve(ctx, ask, command)
  return 'route' in known ? act(ctx, ask, { route: known.route, command }) : known
}

/**
 * What the code asks for; or the first answer, when this very scan was answered before: what the code means may
 * have changed by it, so that comes first.
 */
async function resolve(
  ctx: StaffCtx,
  ask: Ask,
  command: DeskCommand,
): Promise<{ route: ScanRoute } | DeskAnswer | Refusal> {
  const code = ask.code.trim()
  const isbn = looksLikeIsbn.test(code) ? (normaliseIsbn(code) ?? null) : null
  return transact(ctx, async tx => {
    const [prior, cards, rows, setting, badges] = await tx.first([
      priorAnswer(ctx, ask.command_id),
      patronByCard(ctx, code),
      codeFacts(ctx, code, isbn),
      ownLoanSetting(ctx),
      badgeOf(badgeHashes(ctx.keys, code)),
    ])
    const first = repeated<Kept>(prior ?? [], command.hash)
    if (first) return isRefusal(first) ? first : replay(ctx, tx, first)
    const { value: own, same_day } = shaped(OwnSetting, setting?.[0])
    const route = routeScan(
      {
        patron_id: ask.patron_id,
        badge: (badges ?? []).length > 0,
        own_loan: own === 'renew' || own === 'take_back' ? own : 'ask',
        same_day: same_day === 'renew' || same_day === 'loan' ? same_day : 'as_usual',
        ...(ask.as ? { as: ask.as } : {}),
        ...(ask.chosen_id ? { chosen_id: ask.chosen_id } : {}),
      },
      allOf(PatronOfCard, cards ?? []),
      shaped(CodeFacts, rows?.[0]),
    )
    return { route }
  })
}

function act(
  ctx: StaffCtx,
  ask: Ask,
  { route, command }: { route: ScanRoute; command: DeskCommand },
): Promise<DeskAnswer | Refusal> {
  const { command_id, accept, return_on, return_reason } = ask
  const passes = accept ? { accept } : {}
  switch (route.go) {
    case 'open':
      return openPatron(ctx, route)
    case 'lend':
      return lend(ctx, ask, { route, command })
    case 'in_house':
      return countInHouse(ctx, { item_id: route.item_id, command })
    case 'take_back': {
      const back = { ...(return_on ? { return_on } : {}), ...(return_reason ? { return_reason } : {}) }
      const crate = ask.crate ? { trip_id: ask.crate } : {}
      const by = ask.patron_id === null ? {} : { brought_by: ask.patron_id }
      return checkin(ctx, { command_id, item_id: route.item_id, ...back, ...crate, ...by }, command)
    }
    case 'renew':
      if (!may(ctx)('circulation.renew')) return told(ctx, { item_id: route.item_id, code: 'no_leave' })
      return renew(ctx, { command_id, ...passes, loan_id: route.loan_id }, command)
    case 'ask_own_loan':
      return told(ctx, {
        item_id: route.item_id,
        code: 'item_on_loan_here',
        about: route.lent_today ? { lent_today: true } : {},
      })
    case 'crate':
      return scanCrate(ctx, ask, route.crate)
    case 'shelf':
      return Promise.resolve({ ...emptyAnswer, did: 'shelf_label', shelf: route.shelf })
    case 'badge':
    case 'choose':
    case 'unknown':
      return Promise.resolve(withoutAct(route))
  }
}

/** Lends; what stood as lost is found first, by a command of its own, so that its costs are settled whatever follows. */
async function lend(
  ctx: StaffCtx,
  ask: Ask,
  { route, command }: { route: Extract<ScanRoute, { go: 'lend' }>; command: DeskCommand },
): Promise<DeskAnswer | Refusal> {
  const { item_id, patron_id, again } = route
  if (!may(ctx)('circulation.lend')) return told(ctx, { item_id, code: 'no_leave' })
  const { command_id, accept, other_loan_fine, child_id, home } = ask
  const found = route.lost ? await checkin(ctx, { command_id: before(command_id), item_id }) : null
  if (found && isRefusal(found)) return found
  const answer = await checkout(
    ctx,
    {
      command_id,
      item_id,
      patron_id,
      ...(accept ? { accept } : {}),
      ...(other_loan_fine ? { other_loan_fine } : {}),
      ...(again ? { lends_again: true } : {}),
      ...(child_id ? { child_id } : {}),
      ...(home ? { home } : {}),
    },
    command,
  )
  if (!found || isRefusal(answer)) return answer
  return { ...answer, findings: [...answer.findings, ...found.findings.filter(isOfFinding)] }
}

const isOfFinding = ({ code }: Finding): boolean => code === 'found_again'

/** The id of the command that comes first follows from the second, so that a repeat of the scan repeats both. */
const before = (id: string): string =>
  `${id.slice(0, -1)}${((Number.parseInt(id.slice(-1), 16) + 15) % 16).toString(16)}`

/** Scans that change nothing: a colleague's badge, a code that fits several things, a code that fits nothing. */
function withoutAct(route: Extract<ScanRoute, { go: 'badge' | 'choose' | 'unknown' }>): DeskAnswer {
  if (route.go === 'badge') return { ...emptyAnswer, did: 'badge' }
  if (route.go === 'unknown')
    return { ...emptyAnswer, findings: [{ code: 'code_unknown', weight: 'stop', about: {} }] }
  return {
    ...emptyAnswer,
    did: 'choose',
    choices: [...route.choices],
    findings: [{ code: route.because, weight: 'ask', about: {} }],
  }
}

/** The row of an item with one finding; nothing is changed. */
const told = (
  ctx: StaffCtx,
  about: { item_id: string; code: 'item_on_loan_here' | 'no_leave'; about?: Finding['about'] },
): Promise<DeskAnswer> =>
  transact(ctx, async tx => {
    await tx.first([])
    const weight = about.code === 'no_leave' ? 'stop' : 'ask'
    const answer = await refusal(ctx, tx, {
      item_id: about.item_id,
      patron_id: null,
      findings: [{ code: about.code, weight, about: about.about ?? {} }],
    })
    return { ...answer, did: about.code === 'no_leave' ? 'refused' : 'asked' }
  })

function openPatron(ctx: StaffCtx, route: Extract<ScanRoute, { go: 'open' }>): Promise<DeskAnswer> {
  return transact(ctx, async tx => {
    const [heads, ...rows] = await tx.first([
      patronHeadQuery([route.patron_id], ctx.now),
      ...headFacts(ctx, route.patron_id),
    ])
    tx.seen(route.patron_id)
    const closed = cardFinding(route.card)
    if (closed) return { ...emptyAnswer, findings: [closed] }
    const patron = headsOf(heads ?? [], await headFindings(ctx, tx, rows))[0]
    if (!patron) return { ...emptyAnswer, findings: [{ code: 'card_unknown', weight: 'stop', about: {} }] }
    return {
      ...emptyAnswer,
      did: 'opened',
      patron: { ...patron, findings: marked(patron.findings, may(ctx)) },
    }
  })
}
