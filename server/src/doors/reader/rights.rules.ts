import type { CaseKind, MyRequest, MyRequestDetail, myErasure, OkOf, Purpose } from '@kaft/contract'
import { type Day, daysBetween } from '../../base/dates.ts'
import { html } from '../public/page.rules.ts'
import { dayWord, euro } from './home.rules.ts'
import { act, bigText } from './page.rules.ts'
import {
  askable,
  byPurpose,
  fileWord,
  keepsWord,
  kindWords,
  purposesShown,
  rightsWords,
} from './rights-words.rules.ts'
import { type PageLanguage, purposeWord } from './words.rules.ts'

export interface RightsPart {
  readonly lang: PageLanguage
  readonly today: Day
  readonly command_id: string
  readonly rows: readonly MyRequest[]
  /** Where the list goes on; null at its end. */
  readonly next: string | null
}

const linked = (href: string, word: string): string => `<p><a href="${href}">${html(word)}</a></p>`

/** How far a request is, in one or two sentences. */
function standing(r: MyRequest, lang: PageLanguage, today: Day): string {
  const t = rightsWords[lang]
  if (r.closed_how === 'withdrawn') return t.withdrawn
  if (r.closed_on !== null || r.decision !== null) return lang === 'nl' ? 'We antwoordden.' : 'We answered.'
  if (r.state === 'waits') return t.waits
  return t.answerBy(dayWord(r.due_on, lang), daysBetween(today, r.due_on))
}

function requestRow(r: MyRequest, { lang, today }: RightsPart): string {
  const name = kindWords[lang][r.kind].name
  const look = r.closed_on !== null ? '' : r.decision === null ? 'mv' : 'ok'
  return `<li class="${look}"><b>${name}</b> · ${r.number}<br><span class="q">${html(standing(r, lang, today))}</span><div class="acts"><a class="go plain" href="/mijn/verzoek/${r.case_id}" aria-label="${html(`${rightsWords[lang].sees}: ${name} ${r.number}`)}">${rightsWords[lang].sees}</a></div></li>`
}

/** What can be asked, and what was. */
export function rightsPart(of: RightsPart): string {
  const t = rightsWords[of.lang]
  const take = act({ to: '/mijn/download', word: t.takeDo, look: 'wide', command_id: of.command_id })
  const list =
    of.rows.length === 0 ? `<p>${t.none}</p>` : `<ul>${of.rows.map(r => requestRow(r, of)).join('')}</ul>`
  const asks = askable.map(kind => {
    const { slug, name, tells } = kindWords[of.lang][kind]
    return `<li><a href="/mijn/verzoek/nieuw/${slug}"><b>${name}</b></a><br><span class="q">${html(tells)}</span></li>`
  })
  return `<h2>${t.take}</h2><p>${t.takeTells}</p>${take}<h2>${t.requests}</h2>${list}${of.next === null ? '' : linked(`/mijn/verzoeken/${of.next}`, t.older)}
<h2>${t.more}</h2><p class="q">${t.free}</p><ul>${asks.join('')}</ul>`
}
export const olderBody = (of: RightsPart): string =>
  `<ul>${of.rows.map(r => requestRow(r, of)).join('')}</ul>${of.next === null ? '' : linked(`/mijn/verzoeken/${of.next}`, rightsWords[of.lang].older)}${linked('/mijn/privacy', rightsWords[of.lang].back)}`

const purposeBoxes = (lang: PageLanguage, needed: boolean): string => {
  const t = rightsWords[lang]
  const box = (p: Purpose): string =>
    `<label class="c"><input type="checkbox" name="doel_${p}" value="ja">${html(purposeWord(p, lang))}</label>`
  const help = needed ? '' : `<p class="q">${t.purposesHelp}</p>`
  return `<fieldset><legend>${t.purposes}</legend>${help}${purposesShown.map(box).join('')}</fieldset>`
}

type Blocks = OkOf<typeof myErasure>['blocks']
export interface AskPage {
  readonly lang: PageLanguage
  readonly kind: CaseKind
  /** Already HTML. */
  readonly said: string
  readonly command_id: string
  /** What was typed, when something was missing. */
  readonly typed: string
  /** For an erasure: what keeps the record. */
  readonly blocks: Blocks
}

/** Before erasing: what stands in its way, what goes and what stays (P81). */
function before({ lang, kind, blocks }: AskPage): string {
  if (kind !== 'erasure') return ''
  const t = rightsWords[lang]
  const said = (b: Blocks[number]): string =>
    keepsWord(b, lang, {
      euro: euro(b.cents ?? 0, lang),
      until: b.until ? dayWord(b.until, lang) : '',
    })
  const keeps =
    blocks.length === 0
      ? `<p>${t.keepsNot}</p>`
      : `<p>${t.keepsTells}</p><ul>${blocks.map(b => `<li class="st">${html(said(b))}</li>`).join('')}</ul>${linked('/mijn', t.solve)}<p class="q">${t.askAnyway}</p>`
  return `<h2>1. ${t.keeps}</h2>${keeps}<h2>2. ${t.goes}</h2><p>${t.goesTells}</p><p>${t.staysTells}</p><h2>3. ${t.askIt}</h2>`
}

export function askBody(of: AskPage): string {
  const { lang, kind, said, command_id, typed } = of
  const t = rightsWords[lang]
  const { tells, asks } = kindWords[lang][kind]
  const purposes = byPurpose.includes(kind) ? purposeBoxes(lang, kind === 'objection') : ''
  return `${said}<p>${html(tells)}</p>${before(of)}<form method="post"><input type="hidden" name="command_id" value="${command_id}">${purposes}
${asks === null ? '' : bigText('tekst', asks, typed)}<p><button class="wide">${t.send}</button></p></form><p class="q">${t.free}</p>${linked('/mijn/privacy', t.back)}`
}

const list = (rows: readonly string[]): string => `<ul>${rows.map(row => `<li>${row}</li>`).join('')}</ul>`

function filesPart(of: MyRequestDetail, lang: PageLanguage, command: () => string): string {
  const t = rightsWords[lang]
  const [first] = of.files
  if (!first)
    return of.decision === 'granted' && (of.kind === 'access' || of.kind === 'portability') && !of.busy
      ? `<h2>${t.files}</h2><p>${t.filesGone}</p>`
      : ''
  // One password for all of them: each button sends it to the address of its own file.
  const rows = of.files.map(
    f =>
      `<p><button class="plain" name="command_id" value="${command()}" formaction="/mijn/verzoek/${of.case_id}/bestand/${f.file_id}">${html(fileWord(f.name, lang))}</button></p>`,
  )
  return `<h2>${t.files}</h2><p class="q">${t.filesUntil(dayWord(first.until, lang))}</p><form method="post"><label for="password">${t.filePassword}</label><input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200" aria-describedby="waarom"><p class="q" id="waarom">${t.filePasswordHelp}</p>${rows.join('')}</form>`
}

function lettersPart(of: MyRequestDetail, lang: PageLanguage): string {
  const t = rightsWords[lang]
  const letters = of.letters
    .filter(l => l.body !== '')
    .toReversed()
    .map(
      l =>
        `<details><summary>${html(l.subject)}</summary><div lang="nl">${l.body
          .split(/\n{2,}/)
          .map(p => `<p>${html(p).replaceAll('\n', '<br>')}</p>`)
          .join(
            '',
          )}</div><p><a class="go plain" href="/mijn/verzoek/${of.case_id}/brief/${l.letter_id}">${t.pdf}</a></p></details>`,
    )
  return letters.length === 0 ? '' : `<h2>${t.letters}</h2>${letters.join('')}`
}

function askedPart(of: MyRequestDetail, lang: PageLanguage): string {
  const t = rightsWords[lang]
  const did = { done: t.putRight, refused: t.notPut } as const
  const said = [of.wants, of.changes, of.limits, of.objection, of.outcome_wished]
    .filter(text => text !== null)
    .map(text => html(text).replaceAll('\n', '<br>'))
  const items = of.items.map(
    i => `${html(i.field)}: ${html(i.wish)}${i.did === null ? '' : ` · ${did[i.did]}`}`,
  )
  const purposes = of.purposes.map(p => html(purposeWord(p, lang)))
  const rows = [...(purposes.length > 0 ? [purposes.join(', ')] : []), ...said, ...items]
  return rows.length === 0 ? '' : `<h2>${t.asked}</h2>${list(rows)}`
}

export function requestBody(
  of: MyRequestDetail,
  page: { lang: PageLanguage; today: Day; said: string; command: () => string },
): string {
  const { lang, said } = page
  const t = rightsWords[lang]
  const state = of.busy
    ? `<p role="status">${t.busy}</p><p><a class="go" href="/mijn/verzoek/${of.case_id}">${t.again}</a></p>`
    : `<p><b>${html(standing(of, lang, page.today))}</b></p>`
  const limited =
    of.limited.length === 0
      ? ''
      : `<p>${t.limitedNow} ${of.limited.map(p => html(purposeWord(p, lang))).join(', ')}.</p>`
  const told =
    of.told.length === 0
      ? ''
      : `<h2>${t.told}</h2>${list(of.told.map(n => `${html(n.recipient)}<br><span class="q">${n.told_on === null ? t.tellsYet : dayWord(n.told_on, lang)}</span>`))}`
  const back = of.may_withdraw && !of.busy ? linked(`/mijn/verzoek/${of.case_id}/intrekken`, t.withdraw) : ''
  return `${said}<p class="q">${html(t.got(dayWord(of.received_on, lang)))}</p>${state}${limited}${filesPart(of, lang, page.command)}${lettersPart(of, lang)}${askedPart(of, lang)}${told}${back}${linked('/mijn/privacy', t.back)}`
}
