import { Type } from 'typebox'
import { couplingRuns, runsIn } from '../../../base/coupling.ts'
import { dayOf } from '../../../base/dates.ts'
import { inLibrary, type JobCtx } from '../../../base/job.ts'
import type { Mailer, MailOutcome } from '../../../base/mail.ts'
import { allOf } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { type Tx, transact } from '../../../base/tx.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { linkKeyOf, newsToken, onlineCodeOf } from '../../patrons/index.ts'
import { newsMail } from '../texts/news.rules.ts'
import { letterOf, mailText } from '../texts/letter.rules.ts'
import { type Asking, asking, book, letterCost } from './book.ts'
import { type Delivery, deliveriesOf, waitAfter } from './deliveries.rules.ts'
import {
  claimMessages,
  Draft,
  draftsQuery,
  dropMessages,
  failInterrupted,
  failMessages,
  mailsToLetters,
  postponeMessages,
  sentMessages,
  toMail,
  waitingLibraries,
} from './send.store.ts'
import { noLongerTrue } from './still-true.rules.ts'

const Waiting = Type.Object({ library_id: Type.String() })
const BATCH = 200
/** A sender that has held a mail for so long is gone. */
const DEAD_MIN = 15
/** So many mails in a row that nobody took: the server is away. */
const AWAY = 3

/**
 * Sends what waits to be mailed, several titles in one mail. Each message is looked at again first: what came back
 * meanwhile is dropped with the reason. What is sent is claimed before and booked after, so that a mail never goes
 * twice; who dies in between leaves a failure that somebody decides about.
 */
export async function sendMails(ctx: JobCtx, mailer: Mailer | null, site = ''): Promise<void> {
  const now = ctx.now.toString()
  const [rows = [], coupling] = await transact(ctx, tx =>
    tx.first([waitingLibraries(now), couplingRuns('mail', ctx.now)]),
  )
  // Nobody is knocked at while the coupling is off: what waits goes on waiting, and its row says why.
  if (mailer && !runsIn(coupling)) return
  for (const { library_id } of allOf(Waiting, rows)) {
    if (mailer) await sendOf(ctx, mailer, { library_id, news: false, site })
    else await inLibrary(ctx, library_id, lettersInstead(library_id, now))
  }
  // News goes after everything that readers have to know, so that a campaign keeps no reminder waiting.
  if (!mailer) return
  for (const { library_id } of allOf(Waiting, rows))
    await sendOf(ctx, mailer, { library_id, news: true, site })
}

const lettersInstead = (library_id: string, now: string) => async (tx: Tx) => {
  await tx.first([])
  await tx.last([mailsToLetters(library_id, now)])
}

interface Part {
  readonly library_id: string
  /** Campaigns, or everything else: never both in one turn. */
  readonly news: boolean
  /** The address by which people reach this installation. */
  readonly site: string
}
/** So many batches of news in one turn of the job; the next turn goes on, after what readers have to know. */
const NEWS_TURNS = 10

async function sendOf(ctx: JobCtx, mailer: Mailer, part: Part): Promise<void> {
  let unanswered = 0
  for (let turn = 1; !part.news || turn <= NEWS_TURNS; turn++) {
    const { deliveries, more } = await waitingIn(ctx, part)
    for (const delivery of deliveries) {
      ctx.signal.throwIfAborted()
      const outcome = await deliver(ctx, mailer, { ...part, delivery })
      unanswered = outcome === 'later' ? unanswered + 1 : 0
      // A server that is away answers nobody: the rest waits for the next turn, and nothing of it is counted as tried.
      if (unanswered === AWAY) return
    }
    if (!more) return
  }
}

/** A receipt of which everything was undone says nothing. */
const saysSomething = (d: Asking): boolean => d.kind !== 'receipt' || d.receipt !== null

/** What waits and still holds, a person at a time; what no longer does is dropped. */
function waitingIn(
  ctx: JobCtx,
  { library_id, news }: Part,
): Promise<{ deliveries: readonly Delivery<Asking>[]; more: boolean }> {
  const now = ctx.now.toString()
  return inLibrary(ctx, library_id, async tx => {
    const dead = ctx.now.subtract({ minutes: DEAD_MIN }).toString()
    const today = dayOf(ctx.now)
    const [rows = []] = await tx.first([
      draftsQuery(toMail(library_id, now, news), { most: BATCH, today, now }),
    ])
    const drafts = allOf(Draft, rows)
    const dropped = drafts.flatMap(d => {
      const reason = noLongerTrue(d, today)
      return reason ? [{ message_id: d.message_id, reason }] : []
    })
    const gone = new Set(dropped.map(d => d.message_id))
    const asked = await asking(ctx, tx, {
      library_id,
      drafts: drafts.filter(d => !gone.has(d.message_id)),
    })
    const [going, empty] = [asked.filter(saysSomething), asked.filter(d => !saysSomething(d))]
    const undone = empty.map(({ message_id }) => ({ message_id, reason: 'undone' as const }))
    await tx.last([failInterrupted(library_id, dead, now), dropMessages([...dropped, ...undone], now)])
    return {
      deliveries: deliveriesOf(going),
      more: drafts.length === BATCH,
    }
  })
}

async function deliver(
  ctx: JobCtx,
  mailer: Mailer,
  { library_id, site, delivery }: Part & { readonly delivery: Delivery<Asking> },
): Promise<MailOutcome | null> {
  const [first] = delivery.drafts
  const delivery_id = uuid7(ctx.now)
  const ids = delivery.drafts.map(d => d.message_id)
  const now = ctx.now.toString()
  const claimed = await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    return (await tx.last([claimMessages(ids, delivery_id, now)]))[0] ?? []
  })
  // The coupling was switched off a moment ago: as good as a server that is away.
  if (claimed.length === 0) return 'later'
  // Somebody withdrew one of them a moment ago: the rest is looked at again in the next turn.
  const whole = claimed.length === ids.length
  const email = first.person?.email ?? null
  const outcome = whole && email ? await mail(ctx, mailer, { delivery, delivery_id, site }) : null
  await inLibrary(ctx, library_id, async tx => {
    await tx.first([])
    if (outcome === 'sent' && email) {
      const booked = await book(ctx, tx, { library_id, delivery })
      await tx.last([sentMessages(delivery_id, { address: email, booked, now })])
    } else {
      const reason = outcome === 'refused' ? 'address_refused' : null
      const channel = whole ? ('letter' as const) : ('email' as const)
      await tx.last([
        outcome === 'later'
          ? tryAgain(ctx, delivery_id, first.attempts + 1)
          : postponeMessages(delivery_id, { not_before: now, channel, reason }),
      ])
    }
  })
  return outcome
}

/** An address that refuses for good falls back to a letter: nothing is dropped in silence (P74). Who does not answer is asked again. */
function tryAgain(ctx: JobCtx, delivery_id: string, attempts: number): Query {
  const wait = waitAfter(attempts)
  if (wait === null) return failMessages(delivery_id, 'no_answer', ctx.now.toString())
  const not_before = ctx.now.add({ minutes: wait }).toString()
  return postponeMessages(delivery_id, { not_before, channel: 'email', reason: 'no_answer' })
}

function mail(
  ctx: JobCtx,
  mailer: Mailer,
  of: {
    readonly delivery: Delivery<Asking>
    readonly delivery_id: string
    readonly site: string
  },
): Promise<MailOutcome> {
  const { drafts } = of.delivery
  const [first] = drafts
  if (!first.person?.email) return Promise.resolve('refused')
  if (first.news) return mailNews(ctx, mailer, { ...of, draft: first })
  const letter = letterOf(first.person, drafts, {
    today: dayOf(ctx.now),
    cost_cents: letterCost(of.delivery),
    codeOf: reference => onlineCodeOf(ctx.keys, reference),
    linkOf: reference => `${of.site}/mijn/wachtwoord/${linkKeyOf(ctx.keys, reference)}`,
  })
  return mailer.send({
    to: first.person.email,
    from_name: first.library_name,
    subject: letter.subject,
    text: mailText(letter),
    id: of.delivery_id,
    language: letter.language,
  })
}

/** A mail of a campaign: the text of the library, and a link of the reader's own that ends it with one click. */
function mailNews(
  ctx: JobCtx,
  mailer: Mailer,
  of: { readonly draft: Asking; readonly delivery_id: string; readonly site: string },
): Promise<MailOutcome> {
  const { person, news, patron_id, library_name } = of.draft
  if (!person?.email || !news || patron_id === null) return Promise.resolve('refused')
  const link = `${of.site}/afmelden/${newsToken(ctx.keys, patron_id)}`
  return mailer.send({
    to: person.email,
    from_name: `${library_name}, nieuws`,
    subject: news.subject,
    text: newsMail({ ...news, language: person.language, library: library_name, link }),
    id: of.delivery_id,
    language: 'nl',
    unsubscribe: link,
  })
}
