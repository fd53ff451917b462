import type { myAccess, MyChoices, myHistory, OkOf } from '@kaft/contract'
import { html } from '../public/page.rules.ts'
import { dayWord, type Titled, titled } from './home.rules.ts'
import { act } from './page.rules.ts'
import { type PageLanguage, purposeWord, roleWord, words } from './words.rules.ts'

const field = (name: string, label: string, more = ''): string =>
  `<label for="${name}">${label}</label><input id="${name}" name="${name}" ${more}>`
const button = (word: string): string => `<p><button class="wide">${word}</button></p>`

/** Signing in, and the way in for who has no password yet. */
export function signInBody(
  lang: PageLanguage,
  of: { readonly said: string; readonly card: string; readonly to: string },
): string {
  const t = words[lang]
  const card = html(of.card)
  const typed = `value="${card}" inputmode="numeric" autocomplete="username" required maxlength="40"`
  return `${of.said}<form method="post" action="/mijn/aanmelden"><input type="hidden" name="naar" value="${html(of.to)}">
${field('card', t.card, `${typed} aria-describedby="kaart"`)}<p class="q" id="kaart">${t.cardHelp}</p>
${field('password', t.password, 'type="password" autocomplete="current-password" required maxlength="200"')}${button(t.enter)}</form>
<h2>${t.forgot}</h2><p>${t.forgotHelp}</p><form method="post" action="/mijn/link"><label for="card2">${t.card}</label><input id="card2" name="card" value="${card}" inputmode="numeric" autocomplete="username" required maxlength="40"><p><button class="wide plain">${t.send}</button></p></form>
<p>${t.codeAsk} <a href="/mijn/code">${t.codeGo}</a></p>`
}

/** For who has a letter with a code, and mostly no e-mail. */
export const codeBody = (
  lang: PageLanguage,
  of: { readonly said: string; readonly card: string },
): string => {
  const t = words[lang]
  const typed = `value="${html(of.card)}" inputmode="numeric" autocomplete="username" required maxlength="40" aria-describedby="kaart"`
  return `${of.said}<p>${t.codeTells}</p><form method="post" action="/mijn/code">${field('card', t.card, typed)}<p class="q" id="kaart">${t.cardHelp}</p>
${field('code', t.code, 'autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required maxlength="40" aria-describedby="help"')}<p class="q" id="help">${t.codeHelp}</p>${button(t.next)}</form>
<p><a class="go plain" href="/mijn">${t.no}</a></p>`
}

/** Choosing a password by a link of a mail, or after the code of a letter. */
export const chooseBody = (lang: PageLanguage, said: string): string => {
  const t = words[lang]
  return `${said}<form method="post">${field('password', t.newPassword, 'type="password" autocomplete="new-password" required minlength="8" maxlength="200" aria-describedby="help"')}
<p class="q" id="help">${t.newHelp}</p>${button(t.save)}</form>`
}

const option = (value: string, word: string, chosen: string): string =>
  `<option value="${value}"${value === chosen ? ' selected' : ''}>${word}</option>`
const LANGUAGES = [
  ['nl', 'Nederlands'],
  ['fr', 'Français'],
  ['en', 'English'],
  ['de', 'Deutsch'],
] as const

/** Contact data, messages and password. */
export function dataBody(
  lang: PageLanguage,
  now: MyChoices,
  of: { said: string; command_id: string },
): string {
  const t = words[lang]
  const way = (value: string, word: string): string =>
    `<label class="c"><input type="radio" name="message_channel" value="${value}"${now.message_channel === value ? ' checked' : ''}>${word}</label>`
  return `${of.said}<h2>${t.contact}</h2><form method="post" action="/mijn/gegevens"><input type="hidden" name="command_id" value="${of.command_id}">
${field('email', t.email, `type="email" autocomplete="email" maxlength="254" value="${html(now.email ?? '')}"`)}
${field('phone', t.phone, `type="tel" autocomplete="tel" maxlength="40" value="${html(now.phone ?? '')}"`)}
<fieldset><legend>${t.channel}</legend>${way('email', t.byEmail)}${way('letter', t.byLetter)}</fieldset>
<label for="language">${t.language}</label><select id="language" name="language">${LANGUAGES.map(([code, word]) => option(code, word, now.language)).join('')}</select>
<label class="c"><input type="checkbox" name="news" value="yes"${now.news ? ' checked' : ''}>${t.news}</label>${button(t.save)}</form><p class="q">${t.who}</p>
<h2>${t.changePassword}</h2><form method="post" action="/mijn/wachtwoord">
${field('password', t.nowPassword, 'type="password" autocomplete="current-password" required maxlength="200"')}
${field('new_password', t.nextPassword, 'type="password" autocomplete="new-password" required minlength="8" maxlength="200"')}${button(t.save)}</form>
${act({ to: '/mijn/afmelden', word: t.everywhere, look: 'plain', fields: { overal: 'ja' } })}`
}

export interface PrivacyPage {
  readonly said: string
  readonly command_id: string
  readonly history: OkOf<typeof myHistory>
  readonly access: OkOf<typeof myAccess>['rows']
  /** What can be asked and what was; already HTML. */
  readonly rights: string
}
const MOST_LOOKS = 60

/** The rights, history, and who looked. */
export function privacyBody(lang: PageLanguage, of: PrivacyPage): string {
  const t = words[lang]
  const { history } = of
  const stop = `<p><a class="go plain" href="/mijn/privacy/historiek">${t.keepNot}</a></p>`
  const keep = act({
    to: '/mijn/privacy/historiek',
    word: t.keep,
    look: 'plain',
    command_id: of.command_id,
    fields: { keep: 'yes' },
  })
  const had = history.rows.map(
    r =>
      `<li><b>${html(r.title)}</b>${r.author === null ? '' : ` · ${html(r.author)}`}<br><span class="q">${dayWord(r.lent_on, lang)}${r.returned_on === null ? '' : ` – ${dayWord(r.returned_on, lang)}`}</span></li>`,
  )
  // What reads the same is one line: the log tells more kinds of looks apart than these words do.
  const same = Map.groupBy(of.access, r =>
    [r.on, r.library_name, roleWord(r.role, lang), purposeWord(r.purpose, lang)].join('\n'),
  )
  const looks = [...same].slice(0, MOST_LOOKS).map(([about, rows]) => {
    const [on = '', ...who] = about.split('\n')
    const times = rows.reduce((sum, r) => sum + r.times, 0)
    return `<li>${dayWord(on, lang)}<br><span class="q">${html([...who, t.times(times)].join(' · '))}</span></li>`
  })
  return `${of.said}${of.rights}<h2>${t.history}</h2><p>${history.keeps ? t.keeps : t.keepsNot}</p>${history.keeps ? stop : keep}
<h3>${t.had}</h3>${had.length === 0 ? `<p>${t.noHistory}</p>` : `<ul>${had.join('')}</ul>`}
<h2>${t.looked}</h2><p class="q">${t.lookedHelp}</p><ul>${looks.join('')}</ul>`
}

/** Before what cannot be taken back: what happens, in words, and a way out. */
export const sureBody = (
  lang: PageLanguage,
  of: { readonly tells: string; readonly button: string; readonly back: string },
): string =>
  `<p>${html(of.tells)}</p>${of.button}<p><a class="go plain" href="${of.back}">${words[lang].no}</a></p>`

/** Where a reader picks up what they reserve. */
export const reserveBody = (
  lang: PageLanguage,
  of: {
    readonly said: string
    readonly command_id: string
    /** What is reserved; null where there is no such title any more. */
    readonly title: Titled | null
    readonly branches: readonly { readonly branch_id: string; readonly name: string }[]
  },
): string => {
  const t = words[lang]
  const options = of.branches.map(b => option(b.branch_id, html(b.name), '')).join('')
  const title = of.title === null ? '' : `<p>${titled(of.title, lang)}</p>`
  return `${of.said}${title}<form method="post"><input type="hidden" name="command_id" value="${of.command_id}"><label for="branch">${t.reserveAsk}</label><select id="branch" name="pickup_branch_id">${options}</select>${button(t.reserve)}</form>`
}
