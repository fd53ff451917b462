import * as op from '@kaft/contract'
import type { FastifyReply } from 'fastify'
import { dayOf } from '../../base/dates.ts'
import { type Bind, closedPage, command, commandIn, whyNot } from './doing.ts'
import { sureBody } from './forms.rules.ts'
import { act } from './page.rules.ts'
import { byPurpose, kindOfSlug, kindWords, purposesShown, rightsWords } from './rights-words.rules.ts'
import { askBody, olderBody, requestBody } from './rights.rules.ts'
import type { Visit } from './visit.ts'

/** The pages on which a reader uses the own rights (P85). */
export function rightsPages(inside: Bind): void {
  inside('POST', '/mijn/download', download)
  inside('GET', '/mijn/verzoeken/:after', older)
  inside('GET', '/mijn/verzoek/nieuw/:slug', v => askPage(v, ''))
  inside('POST', '/mijn/verzoek/nieuw/:slug', begin)
  inside('GET', '/mijn/verzoek/:case_id', v => requestPage(v, ''))
  inside('GET', '/mijn/verzoek/:case_id/intrekken', withdrawPage)
  inside('POST', '/mijn/verzoek/:case_id/intrekken', withdraw)
  inside('POST', '/mijn/verzoek/:case_id/bestand/:file_id', fetchFile)
  inside('GET', '/mijn/verzoek/:case_id/brief/:letter_id', fetchLetter)
}

const param = (v: Visit, name: string): string => v.params[name] ?? '0'

async function download(v: Visit): Promise<FastifyReply> {
  const said = await v.ask(op.beginRequest, { body: { ...commandIn(v), kind: 'access', purposes: [] } })
  if ('ok' in said) return v.go(`/mijn/verzoek/${said.ok.case_id}`)
  const back = `<p><a href="/mijn/privacy">${rightsWords[v.lang].back}</a></p>`
  return v.page({ title: rightsWords[v.lang].take, body: `${whyNot(said)}${back}`, part: 'privacy' })
}

async function older(v: Visit): Promise<FastifyReply> {
  const said = await v.ask(op.myRequests, { query: { after: param(v, 'after') } })
  if (!('ok' in said)) return closedPage(v, said)
  const body = olderBody({ lang: v.lang, today: dayOf(v.now), command_id: command(), ...said.ok })
  return v.page({ title: rightsWords[v.lang].requests, body, part: 'privacy' })
}

async function askPage(v: Visit, said: string): Promise<FastifyReply> {
  const kind = kindOfSlug(param(v, 'slug'))
  if (kind === null) return v.go('/mijn/privacy')
  const keeps = kind === 'erasure' ? await v.ask(op.myErasure) : null
  const body = askBody({
    lang: v.lang,
    kind,
    said,
    command_id: command(),
    typed: v.form['tekst'] ?? '',
    blocks: keeps && 'ok' in keeps ? keeps.ok.blocks : [],
  })
  return v.page({ title: kindWords[v.lang][kind].name, body, part: 'privacy' })
}

/** In which field of the statement the one text of a form belongs. */
const fieldOf = {
  rectification: 'changes',
  erasure: 'limits',
  restriction: 'wants',
  objection: 'objection',
  complaint: 'objection',
} as const

async function begin(v: Visit): Promise<FastifyReply> {
  const kind = kindOfSlug(param(v, 'slug'))
  if (kind === null || kind === 'access' || kind === 'portability') return v.go('/mijn/privacy')
  const text = (v.form['tekst'] ?? '').replace(/\r\n/g, '\n').trim()
  const purposes = byPurpose.includes(kind) ? purposesShown.filter(p => v.form[`doel_${p}`] === 'ja') : []
  const words = text === '' ? {} : { [fieldOf[kind]]: text.slice(0, 2000) }
  const said = await v.ask(op.beginRequest, { body: { ...commandIn(v), kind, purposes, ...words } })
  return 'ok' in said ? v.go(`/mijn/verzoek/${said.ok.case_id}`) : askPage(v, whyNot(said))
}

async function requestPage(v: Visit, said: string): Promise<FastifyReply> {
  const { lang } = v
  const found = await v.ask(op.readMyRequest, { params: { case_id: param(v, 'case_id') } })
  if (!('ok' in found)) return v.go('/mijn/privacy')
  const body = requestBody(found.ok, { lang, today: dayOf(v.now), said, command })
  return v.page({ title: `${kindWords[lang][found.ok.kind].name} ${found.ok.number}`, body, part: 'privacy' })
}

async function withdrawPage(v: Visit): Promise<FastifyReply> {
  const t = rightsWords[v.lang]
  const at = `/mijn/verzoek/${param(v, 'case_id')}`
  const found = await v.ask(op.readMyRequest, { params: { case_id: param(v, 'case_id') } })
  if (!('ok' in found)) return v.go('/mijn/privacy')
  const button = act({ to: `${at}/intrekken`, word: t.withdraw, look: 'wide', command_id: command() })
  const tells = found.ok.kind === 'objection' ? t.withdrawLimits : t.withdrawTells
  return v.page({
    title: t.withdrawAsk,
    body: sureBody(v.lang, { tells, button, back: at }),
    part: 'privacy',
  })
}

async function withdraw(v: Visit): Promise<FastifyReply> {
  const params = { case_id: param(v, 'case_id') }
  const said = await v.ask(op.withdrawRequest, { params, body: commandIn(v) })
  return 'ok' in said ? v.go(`/mijn/verzoek/${said.ok.case_id}`) : requestPage(v, whyNot(said))
}

async function fetchFile(v: Visit): Promise<FastifyReply> {
  const params = { case_id: param(v, 'case_id'), file_id: param(v, 'file_id') }
  const said = await v.ask(op.readMyRequestFile, {
    params,
    body: { ...commandIn(v), password: v.form['password'] ?? '' },
  })
  return 'ok' in said ? v.file(said.ok) : requestPage(v, whyNot(said))
}

async function fetchLetter(v: Visit): Promise<FastifyReply> {
  const params = { case_id: param(v, 'case_id'), letter_id: param(v, 'letter_id') }
  const said = await v.ask(op.readMyRequestLetter, { params })
  return 'ok' in said ? v.file(said.ok) : requestPage(v, whyNot(said))
}
