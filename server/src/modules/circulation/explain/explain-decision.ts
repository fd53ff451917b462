import {
  type BodyOf,
  type explainDecision as explainOp,
  type Explanation,
  type OkOf,
  type RegulationTrace,
  texts,
} from '@kaft/contract'
import { Type } from 'typebox'
import { may, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import { type Decision, type Finding, marked } from '../../../base/decision.ts'
import { oneOf, shaped } from '../../../base/row.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { decideCheckout, queryOf } from '../checkout/checkout.rules.ts'
import { ItemFacts, itemFacts, itemIs } from '../facts/item-facts.store.ts'
import { PatronFacts, patronFacts, patronIs, patronsWho } from '../facts/patron-facts.store.ts'
import { holdQueries, judgeHold } from '../holds/place-hold.ts'
import { acceptFindings } from '../regulation/accepts.rules.ts'
import type { CompiledRegulation } from '../regulation/compile.rules.ts'
import { effectiveValues } from '../regulation/effective.rules.ts'
import { explainDue, explainRefusal, type Speech } from '../regulation/explain.rules.ts'
import { flipOf } from '../regulation/flip.rules.ts'
import { wordsOf } from '../regulation/texts/language.rules.ts'
import { blockFindings } from '../regulation/judge.rules.ts'
import { type RegulationQuery, resolve } from '../regulation/resolve.rules.ts'
import { traceOf } from '../regulation/trace.rules.ts'
import { judgeFacts, patronFindings, patronQuery } from '../facts/patron.rules.ts'
import { decideRenew } from '../renew/renew.rules.ts'
import { renewFacts, renewQueries } from '../renew/renew.ts'
import { EpochRow, epochQuery } from '../rulebook/rulebook.store.ts'
import { type Rulebook, rulebookFor } from '../rulebook/rulebook.ts'
import { speechOf } from './speech.ts'

type Ask = BodyOf<typeof explainOp>
type Told = OkOf<typeof explainOp>
const PatronRow = Type.Object({ patron: PatronFacts })
const ItemRow = Type.Object({ item: ItemFacts })
const nothing = new Set<never>()

/** What a decision was made of, whatever it was about. */
interface Case {
  readonly decision: Decision<{ due_on: string; due_at: string | null } | null, RegulationTrace | null>
  readonly compiled: CompiledRegulation | null
  readonly query: RegulationQuery | null
  readonly renewals: number
  /** For a hold: how the number of holds on its title was asked. */
  readonly title_query?: RegulationQuery | null
}

/** The same facts and the same decision as the action itself, without lock and without effect. */
export function explainDecision(asked: StaffCtx, ask: Ask): Promise<Told | Refusal> {
  return transact(asked, async tx => {
    const ctx = ask.at ? { ...asked, now: Temporal.Instant.from(ask.at) } : asked
    const found = await caseOf(ctx, tx, ask)
    if (!found) {
      tx.seen(null, 'refused')
      return refuse('not_found')
    }
    return toldOf(ctx, found, await speechOf(ctx, tx, ask.lang ?? 'nl'), ask.code)
  })
}

function toldOf(ctx: StaffCtx, found: Case, speech: Speech, code: Ask['code']): Told {
  const { decision, compiled, query } = found
  const { findings } = decision
  const against = findings.filter(f => f.weight !== 'info')
  const about = findings.find(f => f.code === code) ?? against[0] ?? null
  const { refusal } = wordsOf(speech.language)
  const explanation = explanationOf(found, about, speech)
  return {
    go: decision.go,
    findings: marked(findings, may(ctx)),
    explanation,
    version: compiled && { version_id: compiled.version_id, name: compiled.name },
    values: compiled && query ? effectiveValues(compiled, query, speech) : [],
    changes: against.map(f => ({ ...flipOf(f), says: refusal.change(f.code, f.about, speech) })),
    for_patron:
      against.length === 0
        ? [explanation.for_patron]
        : against.map(
            f => refusal.forPatron(f.code, f.about, speech) ?? texts[speech.language][f.code](f.about),
          ),
  }
}

async function caseOf(ctx: StaffCtx, tx: Tx, ask: Ask): Promise<Case | null> {
  if (ask.action === 'renew') return renewCase(ctx, tx, ask.loan_id ?? '0')
  if (ask.action === 'hold') return holdCase(ctx, tx, ask)
  return checkoutCase(ctx, tx, ask)
}

async function checkoutCase(ctx: StaffCtx, tx: Tx, ask: Ask): Promise<Case | null> {
  const { library_id, branch_id } = ctx.actor
  const today = dayOf(ctx.now)
  const [patrons, items, own] = await tx.first([
    patronFacts(patronIs({ patron_id: ask.patron_id ?? '0' }), { day: today }),
    itemFacts(itemIs({ item_id: ask.item_id ?? '0' }), {
      day: today,
      whose: patronsWho({ patron_id: ask.patron_id ?? '0' }),
    }),
    epochQuery(library_id),
  ])
  const patron = oneOf(PatronRow, patrons ?? [])?.patron
  const item = oneOf(ItemRow, items ?? [])?.item
  if (!patron || (!item && ask.item_id)) return null
  tx.seen(patron.patron_id)
  const book = await rulebookFor(ctx, tx, { library_id, epoch: shaped(EpochRow, own?.[0]).epoch })
  if (!item) return patronCase(ctx, patron, book)
  const facts = {
    today,
    at: ctx.now.toString(),
    source: ctx.source,
    branch_id,
    library_id,
    patron,
    item,
    regulation: book.regulation,
    calendar: book.calendars.get(branch_id) ?? null,
  }
  return {
    decision: decideCheckout(facts, nothing),
    compiled: book.regulation,
    query: queryOf(facts, 'loan'),
    renewals: 0,
  }
}

/** Without an item: what holds for every item that this patron would bring. */
function patronCase(ctx: StaffCtx, patron: PatronFacts, { regulation }: Rulebook): Case {
  const { library_id, branch_id } = ctx.actor
  const query = patronQuery(patron, { today: dayOf(ctx.now), branch_id })
  const resolved = regulation ? resolve(regulation, query) : null
  const blocks =
    regulation && resolved
      ? blockFindings(regulation, resolved, judgeFacts(patron, query, { library_id, title_id: null }))
      : []
  const findings = [...patronFindings(patron, query.on), ...acceptFindings(patron, regulation), ...blocks]
  const trace = regulation && resolved ? traceOf(regulation, resolved) : null
  const go = !findings.some(f => f.weight !== 'info')
  const decision = go ? { go, effect: null, findings, trace } : { go, findings, trace }
  return { decision, compiled: regulation, query, renewals: 0 }
}

async function renewCase(ctx: StaffCtx, tx: Tx, loan_id: string): Promise<Case | null> {
  const found = await renewFacts(ctx, tx, await tx.first(renewQueries(ctx, loan_id)), dayOf(ctx.now))
  if (!found) return null
  const { facts } = found
  tx.seen(facts.patron.patron_id)
  return {
    decision: decideRenew(facts, nothing),
    compiled: facts.version,
    query: queryOf(facts, 'renewal'),
    renewals: found.loan.renewals + 1,
  }
}

async function holdCase(ctx: StaffCtx, tx: Tx, ask: Ask): Promise<Case | null> {
  const { patron_id, title_id, pickup_branch_id = ctx.actor.branch_id } = ask
  if (!patron_id || !title_id) return null
  const judged = await judgeHold(
    ctx,
    tx,
    await tx.first(holdQueries(ctx, { patron_id, title_id, pickup_branch_id })),
  )
  if (!judged) return null
  tx.seen(patron_id)
  const book = await rulebookFor(ctx, tx, { library_id: ctx.actor.library_id, epoch: judged.facts.epoch })
  const { findings, query, title_query } = judged
  const trace = book.regulation && query ? traceOf(book.regulation, resolve(book.regulation, query)) : null
  const go = !findings.some(f => f.weight !== 'info')
  const decision = go ? { go, effect: null, findings, trace } : { go, findings, trace }
  return { decision, compiled: book.regulation, query, title_query, renewals: 0 }
}

/** How the rows were asked that a reason comes from, and the trace of it. */
function askedFor(of: Case, about: Finding | null): Pick<Case, 'query'> & Pick<Case['decision'], 'trace'> {
  const { compiled, query, title_query, decision } = of
  return compiled && title_query && about?.rule?.value === 'max_holds_per_title'
    ? { query: title_query, trace: traceOf(compiled, resolve(compiled, title_query)) }
    : { query, trace: decision.trace }
}

function explanationOf(of: Case, about: Finding | null, speech: Speech): Explanation {
  const { decision, compiled, renewals } = of
  const { query, trace } = askedFor(of, about)
  if (compiled && trace && query) {
    if (about) return explainRefusal({ compiled, trace, query, finding: about }, speech)
    if (decision.go && decision.effect) {
      const { due_on, due_at } = decision.effect
      return explainDue({ compiled, trace, query, due_on, due_at, renewals }, speech)
    }
  }
  const sentence = about ? texts[speech.language][about.code](about.about) : allowed[speech.language]
  return { sentence, steps: [], lost: [], change: null, for_patron: sentence, trace }
}
const allowed = {
  nl: 'Dit mag: geen enkele regel houdt het tegen.',
  en: 'This is allowed: no rule stands in the way.',
}
