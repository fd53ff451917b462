import type { Account, Hold, myLoans, OkOf } from '@kaft/contract'
import type { Static } from 'typebox'
import { type Day, daysBetween } from '../../base/dates.ts'
import { html, langOf } from '../public/page.rules.ts'
import { act, say } from './page.rules.ts'
import { whyWord } from './why.rules.ts'
import { type PageLanguage, type ReaderWords, words } from './words.rules.ts'

type Loan = OkOf<typeof myLoans>['rows'][number]
export interface Home {
  readonly lang: PageLanguage
  readonly loans: readonly Loan[]
  readonly holds: readonly Hold[]
  readonly account: Static<typeof Account>
  /** The last day of the membership; null: it does not end, or it is not known here. */
  readonly member_until: Day | null
  readonly today: Day
  /** A parent who looks at a child: reservations are the child's own. */
  readonly guards: boolean
  /** Already HTML. */
  readonly said: string
  readonly command: () => string
}

/** "woensdag 2 december". */
export const dayWord = (day: string, lang: PageLanguage): string =>
  new Intl.DateTimeFormat(lang === 'nl' ? 'nl-BE' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`))
/** "20 maart 2020", for a day that may lie years away. */
export const longDay = (day: string, lang: PageLanguage): string =>
  new Intl.DateTimeFormat(lang === 'nl' ? 'nl-BE' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`))
export const euro = (cents: number, lang: PageLanguage): string =>
  new Intl.NumberFormat(lang === 'nl' ? 'nl-BE' : 'en-GB', { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  )

export interface Titled {
  readonly title: string
  readonly author: string | null
  readonly language: string | null
}
/** A title and its author, read aloud in its own language. */
export const titled = (of: Titled, lang: PageLanguage): string =>
  `<b${langOf(of.language, lang)}>${html(of.title)}</b>${of.author === null ? '' : `<br><span class="q">${html(of.author)}</span>`}`

/** Why a loan cannot be renewed. */
const why = (loan: Loan, { lang, guards }: Home): string => {
  const [first] = loan.findings
  return first ? `<br><span class="q">${html(whyWord(lang, guards)(first.code, first.about))}</span>` : ''
}

/** Whether renewing it books something: a fine for the days that it is late, or what the regulation asks for renewing. */
export const costs = (loan: Loan): boolean => loan.may_renew && loan.fine_cents + loan.renewal_cents > 0

/** What renewing these costs, before it is done: each with its fine and its fee, and the sum; and the question above it. */
export function costTells(
  loans: readonly Loan[],
  lang: PageLanguage,
): { readonly title: string; readonly body: string } {
  const t = words[lang]
  const dear = loans.filter(costs)
  const fines = dear.reduce((cents, l) => cents + l.fine_cents, 0)
  const fees = dear.reduce((cents, l) => cents + l.renewal_cents, 0)
  const rows = dear.map(l => {
    const fine = l.fine_cents > 0 ? [`${t.late(l.overdue_days)} · ${euro(l.fine_cents, lang)}`] : []
    const fee = l.renewal_cents > 0 ? [t.renewCosts(euro(l.renewal_cents, lang))] : []
    return `<li class="${fine.length > 0 ? 'st' : ''}"><b${langOf(l.item.language, lang)}>${html(l.item.title)}</b>${[...fine, ...fee].map(said => `<br>${html(said)}`).join('')}</li>`
  })
  const sum = fees > 0 ? t.costTells(euro(fines + fees, lang)) : t.lateTells(euro(fines, lang))
  const help = fines === 0 ? t.payHelp : fees > 0 ? t.bothHelp(euro(fines, lang)) : t.lateHelp
  return {
    title: fines > 0 ? t.lateAsk : t.costAsk,
    body: `<ul>${rows.join('')}</ul><p><b>${html(sum)}</b></p><p class="q">${html(help)}</p>`,
  }
}

function loanRow(loan: Loan, of: Home, t: ReaderWords): string {
  const { lang, command } = of
  const late = loan.overdue_days > 0
  const when = late
    ? `${t.late(loan.overdue_days)}${loan.fine_cents > 0 ? ` · ${euro(loan.fine_cents, lang)}` : ''}`
    : t.back(dayWord(loan.due_on, lang))
  const to = `/mijn/verleng/${loan.loan_id}`
  // What costs something is said and asked before it is done.
  const fee =
    loan.may_renew && loan.renewal_cents > 0
      ? `<br><span class="q">${html(t.renewCosts(euro(loan.renewal_cents, lang)))}</span>`
      : ''
  const renew = costs(loan)
    ? `<a class="go plain" href="${to}" aria-label="${html(`${t.renew}: ${loan.item.title}`)}">${t.renew}</a>`
    : act({ to, word: t.renew, about: loan.item.title, look: 'plain', command_id: command() })
  return `<li class="${late ? 'st' : ''}">${titled(loan.item, lang)}<br>${html(when)}${fee}${loan.may_renew ? `<div class="acts">${renew}</div>` : why(loan, of)}</li>`
}

function holdRow(hold: Hold, { lang, command, guards }: Home, t: ReaderWords): string {
  const ready = hold.state === 'ready'
  const until = hold.ready_until === null ? '' : dayWord(hold.ready_until, lang)
  const state = hold.suspended_until === null ? t.waits(hold.place) : t.sleeps
  const where = ready
    ? t.ready(hold.pickup_branch, hold.hold_code ?? '', until)
    : `${state} · ${hold.pickup_branch}`
  const [to, word] =
    hold.suspended_until === null ? (['pauzeer', t.pause] as const) : (['hervat', t.resume] as const)
  const pause =
    hold.state === 'waiting'
      ? act({
          to: `/mijn/reservering/${hold.hold_id}/${to}`,
          word,
          about: hold.title,
          look: 'plain',
          command_id: command(),
        })
      : ''
  if (guards) return `<li class="${ready ? 'ok' : 'mv'}">${titled(hold, lang)}<br>${html(where)}</li>`
  return `<li class="${ready ? 'ok' : 'mv'}">${titled(hold, lang)}<br>${html(where)}<div class="acts">${pause}<a class="go plain" href="/mijn/reservering/${hold.hold_id}/annuleer" aria-label="${html(`${t.cancel}: ${hold.title}`)}">${t.cancel}</a></div></li>`
}

const owed = ({ account, lang }: Home, t: ReaderWords): string => {
  const running = account.running_cents > 0 ? `<p>${t.running(euro(account.running_cents, lang))}</p>` : ''
  return account.balance_cents > 0
    ? `<p><b>${euro(account.balance_cents, lang)}</b></p><p class="q">${t.payAt}</p>${running}`
    : `<p>${t.nothing}</p>${running}`
}

/** So many days before it ends a membership is spoken of. */
const SOON = 30
/** That a membership ended or soon ends: nobody should first learn it at the desk with books in hand. */
function membership({ member_until, today, lang }: Home, t: ReaderWords): string {
  if (member_until === null || daysBetween(today, member_until) > SOON) return ''
  const over = member_until < today
  return say(html((over ? t.memberOver : t.memberSoon)(longDay(member_until, lang))), !over)
}

/** The same words where a parent reads them: "je" would be the parent. */
const ofChild = (t: ReaderWords): ReaderWords => ({
  ...t,
  noLoans: t.noLoansOfChild,
  noHolds: t.noHoldsOfChild,
  nothing: t.nothingOfChild,
  waits: t.waitsOfChild,
  running: t.runningOfChild,
  memberOver: t.memberOverOfChild,
  memberSoon: t.memberSoonOfChild,
})

/** What a reader wants to know first: what must come back, what lies ready, what is owed. */
export function homeBody(of: Home): string {
  const t = of.guards ? ofChild(words[of.lang]) : words[of.lang]
  const [first] = of.loans
  const holds = of.holds.toSorted((a, b) => Number(b.state === 'ready') - Number(a.state === 'ready'))
  const all = !of.loans.some(loan => loan.may_renew)
    ? ''
    : of.loans.some(costs)
      ? `<p><a class="go wide" href="/mijn/verleng">${t.renewAll}</a></p>`
      : act({ to: '/mijn/verleng', word: t.renewAll, look: 'wide', command_id: of.command() })
  const loans = first
    ? `<p>${t.soonest(dayWord(first.due_on, of.lang))}</p>${all}<ul>${of.loans.map(l => loanRow(l, of, t)).join('')}</ul>`
    : `<p>${t.noLoans}</p><p><a class="go plain" href="/zoeken">${t.search}</a></p>`
  return `${of.said}${membership(of, t)}<h2>${t.loans(of.loans.length)}</h2>${loans}
<h2>${t.holds}</h2>${holds.length === 0 ? `<p>${t.noHolds}</p>` : `<ul>${holds.map(h => holdRow(h, of, t)).join('')}</ul>`}
<h2>${t.owed}</h2>${owed(of, t)}`
}

/** What became of renewing: how many, and why not the others. */
export function renewedSay(
  rows: readonly { readonly did: string; readonly title: string; readonly why: string }[],
  lang: PageLanguage,
): string {
  const t = words[lang]
  const good = rows.filter(r => r.did === 'renewed').length
  const others = rows.filter(r => r.did !== 'renewed')
  const why = others.map(r => `<br>${html(r.title)}: ${html(r.why)}`).join('')
  return say(
    `${good > 0 || others.length === 0 ? html(t.renewed(good)) : ''}${others.length > 0 ? ` <b>${t.notRenewed}</b>${why}` : ''}`,
    others.length === 0,
  )
}
