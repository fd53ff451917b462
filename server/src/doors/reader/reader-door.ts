import * as op from '@kaft/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { dayOf } from '../../base/dates.ts'
import { branchesFor, titleFor } from '../../modules/patrons/index.ts'
import { type Bind, closedPage, command, commandIn, signInPage, whyNot } from './doing.ts'
import { chooseBody, codeBody, dataBody, privacyBody, reserveBody, sureBody } from './forms.rules.ts'
import { homeBody } from './home.rules.ts'
import { act, say } from './page.rules.ts'
import { recordPages } from './records-pages.ts'
import { renewPages } from './renew-pages.ts'
import { rightsPages } from './rights-pages.ts'
import { rightsPart } from './rights.rules.ts'
import { statementPages } from './statement-pages.ts'
import { freshSay } from './statement.rules.ts'
import { type ReaderAsk, type Visit, visited } from './visit.ts'
import { whyWord } from './why.rules.ts'
import { words } from './words.rules.ts'

/**
 * The pages of a reader: written by the server, readable without a script. They ask the operations of the contract as any
 * program does, so that they can do nothing that the contract does not let a reader do.
 */
export function readerDoor(app: FastifyInstance, ask: ReaderAsk): void {
  void app.register(async door => {
    door.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    door.addHook('onRequest', async (_, reply) => {
      reply.headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    })
    const bind: Bind = (method, url, work) => {
      door.route({ method, url, handler: (request, reply) => visited(ask, request, reply, work) })
    }
    const inside: Bind = (method, url, work) =>
      bind(method, url, async v =>
        v.reader ? work(v) : signInPage(v, { to: method === 'GET' ? v.params['*url'] : '' }),
      )
    bind('GET', '/mijn', v => (v.reader ? home(v) : signInPage(v, {})))
    bind('POST', '/mijn/aanmelden', signIn)
    bind('POST', '/mijn/link', link)
    bind('GET', '/mijn/code', v => codePage(v, ''))
    bind('POST', '/mijn/code', openCode)
    bind('GET', '/mijn/wachtwoord/:key', v => choosePage(v, ''))
    bind('POST', '/mijn/wachtwoord/:key', choosePassword)
    inside('POST', '/mijn/afmelden', signOut)
    renewPages(inside, home)
    inside('GET', '/mijn/reservering/:hold_id/annuleer', cancelPage)
    inside('POST', '/mijn/reservering/:hold_id/annuleer', cancelled)
    inside('POST', '/mijn/reservering/:hold_id/houd', v => onHold(v, op.keepMyHold, 'kept'))
    inside('POST', '/mijn/reservering/:hold_id/pauzeer', v => onHold(v, op.suspendMyHold, 'done'))
    inside('POST', '/mijn/reservering/:hold_id/hervat', v => onHold(v, op.resumeMyHold, 'done'))
    inside('GET', '/mijn/gegevens', v => dataPage(v, ''))
    inside('POST', '/mijn/gegevens', saveData)
    inside('POST', '/mijn/wachtwoord', changePassword)
    inside('GET', '/mijn/privacy', v => privacyPage(v, ''))
    inside('GET', '/mijn/privacy/historiek', stopPage)
    inside('POST', '/mijn/privacy/historiek', saveHistory)
    inside('GET', '/mijn/reserveer/:title_id', v => reservePage(v, ''))
    inside('POST', '/mijn/reserveer/:title_id', reserve)
    rightsPages(inside)
    recordPages(inside)
    statementPages(bind, inside)
  })
}

/** A page of ours to come back to, and never another host. */
const backTo = (text: string | undefined): string =>
  /^\/mijn\/[a-z0-9/-]*$/.test(text ?? '') ? (text ?? '/mijn') : '/mijn'

async function signIn(v: Visit): Promise<FastifyReply> {
  const { card = '', password = '', naar } = v.form
  const said = await v.ask(op.readerSignIn, { body: { card, password } })
  return 'ok' in said ? v.go(backTo(naar)) : signInPage(v, { said: whyNot(said), card, to: naar })
}

async function link(v: Visit): Promise<FastifyReply> {
  const { card = '' } = v.form
  const said = await v.ask(op.askReaderLink, { body: { card } })
  return signInPage(v, { said: 'ok' in said ? say(words[v.lang].sent) : whyNot(said), card })
}

const codePage = async (v: Visit, said: string): Promise<FastifyReply> =>
  v.page({
    title: words[v.lang].codeTitle,
    body: codeBody(v.lang, { said, card: v.form['card'] ?? '' }),
    part: null,
  })

/** Card and code of a letter lead to the page of a one-time link. */
async function openCode(v: Visit): Promise<FastifyReply> {
  const { card = '', code = '' } = v.form
  const said = await v.ask(op.openReaderCode, { body: { card, code } })
  return 'ok' in said ? v.go(`/mijn/wachtwoord/${said.ok.key}`) : codePage(v, whyNot(said))
}

const choosePage = async (v: Visit, said: string): Promise<FastifyReply> =>
  v.page({ title: words[v.lang].newPassword, body: chooseBody(v.lang, said), part: null })

async function choosePassword(v: Visit): Promise<FastifyReply> {
  const said = await v.ask(op.setReaderPassword, {
    body: { key: v.params['key'] ?? '', password: v.form['password'] ?? '' },
  })
  return 'ok' in said ? signInPage(v, { said: say(words[v.lang].chosen) }) : choosePage(v, whyNot(said))
}

async function signOut(v: Visit): Promise<FastifyReply> {
  await v.ask(op.readerSignOut, { body: { everywhere: v.form['overal'] === 'ja' } })
  return signInPage(v, { said: say(words[v.lang].ended) })
}

async function home(v: Visit, said = ''): Promise<FastifyReply> {
  const [me, loans, holds, account, statement] = await Promise.all([
    v.ask(op.readMe),
    v.ask(op.myLoans),
    v.ask(op.myHolds),
    v.ask(op.myAccount),
    v.ask(op.myStatement),
  ])
  if (!('ok' in loans) || !('ok' in holds) || !('ok' in account)) return closedPage(v, loans)
  const shown = {
    lang: v.lang,
    loans: loans.ok.rows,
    holds: holds.ok.rows,
    account: account.ok,
    member_until: 'ok' in me ? me.ok.member_until : null,
    today: dayOf(v.now),
    guards: v.reader?.actor.reader.guards ?? false,
    said: `${said}${freshSay('ok' in statement ? statement.ok : null, v.lang)}`,
    command,
  }
  const name = v.reader?.actor.staff_name ?? ''
  // A parent who looks at a child is not greeted by its name.
  const title = shown.guards ? name : words[v.lang].hello(name)
  return v.page({ title, body: homeBody(shown), part: 'home' })
}

async function cancelPage(v: Visit): Promise<FastifyReply> {
  const t = words[v.lang]
  const to = `/mijn/reservering/${v.params['hold_id'] ?? '0'}/annuleer`
  const button = act({ to, word: t.cancel, look: 'wide', command_id: command() })
  const body = sureBody(v.lang, { tells: t.cancelTells, button, back: '/mijn' })
  return v.page({ title: t.cancelAsk, body, part: 'home' })
}

/** It is cancelled at once, with the way back beside it: who pressed by mistake loses nothing. */
async function cancelled(v: Visit): Promise<FastifyReply> {
  const t = words[v.lang]
  const hold_id = v.params['hold_id'] ?? '0'
  const said = await v.ask(op.cancelMyHold, { params: { hold_id }, body: commandIn(v) })
  if (!('ok' in said)) return home(v, whyNot(said))
  const to = `/mijn/reservering/${hold_id}/houd`
  const about = said.ok.hold?.title ?? ''
  return home(
    v,
    say(t.cancelled) + act({ to, word: t.keepHold, about, look: 'plain', command_id: command() }),
  )
}

async function onHold(
  v: Visit,
  o: typeof op.keepMyHold | typeof op.suspendMyHold | typeof op.resumeMyHold,
  word: 'kept' | 'done',
): Promise<FastifyReply> {
  const said = await v.ask(o, { params: { hold_id: v.params['hold_id'] ?? '0' }, body: commandIn(v) })
  return home(v, 'ok' in said ? say(words[v.lang][word]) : whyNot(said))
}

async function dataPage(v: Visit, said: string): Promise<FastifyReply> {
  const now = await v.ask(op.myChoices)
  if (!('ok' in now)) return closedPage(v, now)
  const body = dataBody(v.lang, now.ok, { said, command_id: command() })
  return v.page({ title: words[v.lang].data, body, part: 'data' })
}

/** What was saved, with the way back to what stood there before; nothing of it where nothing changed. */
function savedSay(v: Visit, before: op.MyChoices, after: op.MyChoices): string {
  const t = words[v.lang]
  const formOf = ({ email, phone, message_channel, language, news }: op.MyChoices) => ({
    email: email ?? '',
    phone: phone ?? '',
    message_channel,
    language,
    news: news ? 'yes' : 'no',
  })
  const fields = formOf(before)
  if (JSON.stringify(fields) === JSON.stringify(formOf(after))) return say(t.done)
  return (
    say(t.done) + act({ to: '/mijn/gegevens', word: t.putBack, look: 'plain', command_id: command(), fields })
  )
}

async function saveData(v: Visit): Promise<FastifyReply> {
  const before = await v.ask(op.myChoices)
  const { email = '', phone = '', message_channel, language, news } = v.form
  const said = await v.ask(op.choose, {
    body: {
      ...commandIn(v),
      email: email.trim() || null,
      phone: phone.trim() || null,
      message_channel: message_channel === 'letter' ? 'letter' : 'email',
      language: language === 'fr' || language === 'en' || language === 'de' ? language : 'nl',
      news: news === 'yes',
    },
  })
  if (!('ok' in said)) return dataPage(v, whyNot(said))
  return dataPage(v, 'ok' in before ? savedSay(v, before.ok, said.ok) : say(words[v.lang].done))
}

async function changePassword(v: Visit): Promise<FastifyReply> {
  const { password = '', new_password = '' } = v.form
  const said = await v.ask(op.changeReaderPassword, { body: { password, new_password } })
  return 'ok' in said ? signInPage(v, { said: say(words[v.lang].chosen) }) : dataPage(v, whyNot(said))
}

async function privacyPage(v: Visit, said: string): Promise<FastifyReply> {
  const [history, access, requests] = await Promise.all([
    v.ask(op.myHistory),
    v.ask(op.myAccess),
    v.ask(op.myRequests, { query: {} }),
  ])
  if (!('ok' in history) || !('ok' in access) || !('ok' in requests)) return closedPage(v, history)
  const body = privacyBody(v.lang, {
    said,
    history: history.ok,
    access: access.ok.rows,
    command_id: command(),
    rights: rightsPart({ lang: v.lang, today: dayOf(v.now), command_id: command(), ...requests.ok }),
  })
  return v.page({ title: words[v.lang].privacy, body, part: 'privacy' })
}

async function stopPage(v: Visit): Promise<FastifyReply> {
  const t = words[v.lang]
  const to = '/mijn/privacy/historiek'
  const button = act({ to, word: t.keepNot, look: 'wide', command_id: command(), fields: { keep: 'no' } })
  return v.page({
    title: t.stopAsk,
    body: sureBody(v.lang, { tells: t.stopTells, button, back: '/mijn/privacy' }),
    part: 'privacy',
  })
}

async function saveHistory(v: Visit): Promise<FastifyReply> {
  const said = await v.ask(op.choose, { body: { ...commandIn(v), keep_history: v.form['keep'] === 'yes' } })
  return privacyPage(v, 'ok' in said ? say(words[v.lang].done) : whyNot(said))
}

const notOfChild = ({ lang }: Visit): string => whyWord(lang, true)('reader_of_child')

async function reservePage(v: Visit, said: string): Promise<FastifyReply> {
  // A reservation of a child is the child's own: nobody fills in a form that will be refused.
  if (v.reader?.actor.reader.guards === true)
    return v.page({ title: words[v.lang].reserve, body: say(notOfChild(v), false), part: 'home' })
  const title_id = v.params['title_id'] ?? '0'
  const [branches, title] = v.reader
    ? await Promise.all([branchesFor(v.reader), titleFor(v.reader, title_id)])
    : [[], null]
  const body = reserveBody(v.lang, { said, branches, title, command_id: command() })
  return v.page({ title: words[v.lang].reserve, body, part: 'home' })
}

async function reserve(v: Visit): Promise<FastifyReply> {
  const { pickup_branch_id = '0' } = v.form
  const title_id = v.params['title_id'] ?? '0'
  const said = await v.ask(op.placeMyHold, { body: { ...commandIn(v), title_id, pickup_branch_id } })
  return 'ok' in said ? home(v, say(words[v.lang].reserved)) : reservePage(v, whyNot(said))
}
