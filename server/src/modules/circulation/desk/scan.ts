import type { BodyOf, DeskAnswer, scan as scanOp } from '@kaft/contract'
import { normaliseIsbn } from '@kaft/marc'
import { may, type Refusal, type StaffCtx } from '../../../base/ctx.ts'
import { marked } from '../../../base/decision.ts'
import { allOf, shaped } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { headsOf, PatronOfCard, patronByCard, patronHeadQuery } from '../../patrons/index.ts'
import { emptyAnswer, refusal } from '../answer/answer.ts'
import { checkin } from '../checkin/checkin.ts'
import { checkout } from '../checkout/checkout.ts'
import { headFacts, headFindings } from '../patron-page/head-findings.ts'
import { renew } from '../renew/renew.ts'
import { ownLoanSetting } from './own-loan-setting.ts'
import { CodeFacts, codeFacts } from './resolve-code.store.ts'
import { routeScan, type ScanRoute } from './route-scan.rules.ts'

/** An EAN of a book, or an old ISBN: what the back cover carries. */
const looksLikeIsbn = /^(97[89][0-9]{10}|[0-9]{9}[0-9Xx])$/
type Ask = BodyOf<typeof scanOp>

/** One scan at the desk: finds out what the code is and does what it means. Always answers, for each scan has a row. */
export async function scan(ctx: StaffCtx, ask: Ask): Promise<DeskAnswer | Refusal> {
  const code = ask.code.trim()
  const { cards, facts, own_loan } = await transact(ctx, async tx => {
    const [found, rows, setting] = await tx.first([
      patronByCard(code),
      codeFacts(code, {
        isbn: looksLikeIsbn.test(code) ? (normaliseIsbn(code) ?? null) : null,
        branch_id: ctx.actor.branch_id,
      }),
      ownLoanSetting(ctx),
    ])
    return {
      cards: allOf(PatronOfCard, found ?? []),
      facts: shaped(CodeFacts, rows?.[0]),
      own_loan: setting?.[0]?.value,
    }
  })
  const route = routeScan(
    {
      patron_id: ask.patron_id,
      own_loan: own_loan === 'renew' || own_loan === 'take_back' ? own_loan : 'ask',
      ...(ask.as ? { as: ask.as } : {}),
      ...(ask.chosen_id ? { chosen_id: ask.chosen_id } : {}),
    },
    cards,
    facts,
  )
  return act(ctx, ask, route)
}

function act(ctx: StaffCtx, ask: Ask, route: ScanRoute): Promise<DeskAnswer | Refusal> {
  const command = { command_id: ask.command_id, ...(ask.occurred_at ? { occurred_at: ask.occurred_at } : {}) }
  const passes = ask.accept ? { accept: ask.accept } : {}
  switch (route.go) {
    case 'open':
      return openPatron(ctx, route)
    case 'lend':
      if (!may(ctx)('circulation.lend')) return told(ctx, { item_id: route.item_id, code: 'no_leave' })
      return checkout(ctx, {
        ...command,
        ...passes,
        item_id: route.item_id,
        patron_id: route.patron_id,
        ...(ask.other_loan_fine ? { other_loan_fine: ask.other_loan_fine } : {}),
      })
    case 'take_back':
      return checkin(ctx, {
        ...command,
        item_id: route.item_id,
        ...(ask.return_on ? { return_on: ask.return_on } : {}),
        ...(ask.return_reason ? { return_reason: ask.return_reason } : {}),
      })
    case 'renew':
      return renew(ctx, { ...command, ...passes, loan_id: route.loan_id })
    case 'ask_own_loan':
      return told(ctx, { item_id: route.item_id, code: 'item_on_loan_here' })
    case 'choose':
      return Promise.resolve({
        ...emptyAnswer,
        did: 'choose',
        choices: [...route.choices],
        findings: [{ code: route.because, weight: 'ask', about: {} }],
      })
    case 'unknown':
      return Promise.resolve({
        ...emptyAnswer,
        findings: [{ code: 'code_unknown', weight: 'stop', about: {} }],
      })
  }
}

/** The row of an item with one finding; nothing is changed. */
const told = (
  ctx: StaffCtx,
  about: { item_id: string; code: 'item_on_loan_here' | 'no_leave' },
): Promise<DeskAnswer> =>
  transact(ctx, async tx => {
    await tx.first([])
    const weight = about.code === 'no_leave' ? 'stop' : 'ask'
    const answer = await refusal(ctx, tx, {
      item_id: about.item_id,
      patron_id: null,
      findings: [{ code: about.code, weight, about: {} }],
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
    if (route.lost)
      return { ...emptyAnswer, findings: [{ code: 'card_lost', weight: 'stop', about: { state: 'lost' } }] }
    const patron = headsOf(heads ?? [], await headFindings(ctx, tx, rows))[0]
    if (!patron) return { ...emptyAnswer, findings: [{ code: 'card_unknown', weight: 'stop', about: {} }] }
    return {
      ...emptyAnswer,
      did: 'opened',
      patron: { ...patron, findings: marked(patron.findings, may(ctx)) },
    }
  })
}
