import type { ReaderRecord } from '@kaft/contract'
import { html } from '../public/page.rules.ts'
import { longDay } from './home.rules.ts'
import { act } from './page.rules.ts'
import type { PageLanguage } from './words.rules.ts'

const dutch = {
  title: 'Mijn bibliotheken',
  tells: 'Hier ben je ingeschreven, of je kind. Enkel bibliotheken die samenwerken staan bij elkaar.',
  own: 'jij',
  child: 'je kind',
  none: 'niets thuis',
  home: (n: number) => (n === 1 ? '1 stuk thuis' : `${n} stuks thuis`),
  late: (n: number) => `${n} te laat`,
  ready: (n: number) => (n === 1 ? '1 reservering ligt klaar' : `${n} reserveringen liggen klaar`),
  waits: (n: number) => (n === 1 ? '1 reservering wacht' : `${n} reserveringen wachten`),
  until: (day: string) => `lid tot ${day}`,
  look: 'Bekijk',
  now: 'Dit bekijk je nu',
  childTells:
    'Bij een kind zie je wat thuis is, gereserveerd en te betalen, en kan je verlengen. Dat kan tot de leeftijd die de bibliotheek kiest. De rest is van je kind.',
  looking: (name: string) => `Je bekijkt: ${name}`,
  back: 'Terug naar mezelf',
}
type RecordWords = typeof dutch
const english: RecordWords = {
  title: 'My libraries',
  tells: 'Here you are registered, or your child. Only libraries that work together stand side by side.',
  own: 'you',
  child: 'your child',
  none: 'nothing at home',
  home: n => `${n} at home`,
  late: n => `${n} too late`,
  ready: n => `${n} ready to be picked up`,
  waits: n => `${n} reserved`,
  until: day => `member until ${day}`,
  look: 'Look',
  now: 'You look at this one now',
  childTells:
    'Of a child you see what is at home, reserved and owed, and you can renew. That is so up to the age that the library chooses. The rest is your child’s own.',
  looking: name => `You look at: ${name}`,
  back: 'Back to myself',
}
export const recordWords = { nl: dutch, en: english } as const

const showing = (r: Pick<ReaderRecord, 'patron_id'>, word: string, about: string): string =>
  act({ to: `/mijn/bekijk/${r.patron_id}`, word, about, look: 'plain' })

function row(r: ReaderRecord, lang: PageLanguage): string {
  const t = recordWords[lang]
  const waits = r.holds - r.ready
  const facts = [
    ...(r.member_until === null ? [] : [t.until(longDay(r.member_until, lang))]),
    r.loans === 0 ? t.none : t.home(r.loans),
    ...(r.late > 0 ? [t.late(r.late)] : []),
    ...(r.ready > 0 ? [t.ready(r.ready)] : []),
    ...(waits > 0 ? [t.waits(waits)] : []),
  ]
  const who = r.tie === 'child' ? `${r.given_name} · ${t.child}` : t.own
  const look = r.late > 0 ? 'st' : r.ready > 0 ? 'ok' : ''
  const can = r.shown
    ? `<p class="q">${t.now}</p>`
    : `<div class="acts">${showing(r, t.look, `${r.given_name}, ${r.library_name}`)}</div>`
  return `<li class="${look}"><b>${html(r.library_name)}</b> · ${html(who)}<br><span class="q">${html(facts.join(' · '))}</span>${can}</li>`
}

/** Each library where this reader or a child of theirs is known, with what is there; one is looked at at a time. */
export const recordsBody = (rows: readonly ReaderRecord[], lang: PageLanguage): string => {
  const t = recordWords[lang]
  const child = rows.some(r => r.tie === 'child') ? `<p class="q">${t.childTells}</p>` : ''
  return `<p class="q">${t.tells}</p><ul>${rows.map(r => row(r, lang)).join('')}</ul>${child}`
}

/** Always in sight while somebody else than who signed in is looked at, with the way back. */
export const lookingAt = (
  of: { name: string; library: string; owner_id: string },
  lang: PageLanguage,
): string => {
  const t = recordWords[lang]
  return `<div class="say"><b>${html(t.looking(of.name))}</b> · ${html(of.library)}${showing({ patron_id: of.owner_id }, t.back, '')}</div>`
}
