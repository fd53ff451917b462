import * as op from '@kaft/contract'
import type { FastifyReply } from 'fastify'
import { type Bind, closedPage, command, commandIn, whyNot } from './doing.ts'
import { costs, costTells, renewedSay } from './home.rules.ts'
import { act, say } from './page.rules.ts'
import type { Visit } from './visit.ts'
import { whyWord } from './why.rules.ts'
import { words } from './words.rules.ts'

type Home = (v: Visit, said?: string) => Promise<FastifyReply>

/** Renewing one loan or all of them; what it costs is said first, and asked. */
export function renewPages(inside: Bind, home: Home): void {
  inside('GET', '/mijn/verleng', v => costPage(v, home))
  inside('GET', '/mijn/verleng/:loan_id', v => costPage(v, home))
  inside('POST', '/mijn/verleng', v => renewAll(v, home))
  inside('POST', '/mijn/verleng/:loan_id', v => renewOne(v, home))
}

async function costPage(v: Visit, home: Home): Promise<FastifyReply> {
  const t = words[v.lang]
  const found = await v.ask(op.myLoans)
  if (!('ok' in found)) return closedPage(v, found)
  const { loan_id } = v.params
  const loans = found.ok.rows.filter(row => loan_id === undefined || row.loan_id === loan_id)
  // Brought back or renewed meanwhile, or nothing of it costs anything or may be renewed: there is nothing to ask.
  if (!loans.some(costs)) return home(v)
  const to = loan_id === undefined ? '/mijn/verleng' : `/mijn/verleng/${loan_id}`
  const button = act({ to, word: t.renewAnyway, look: 'wide', command_id: command() })
  const { title, body: tells } = costTells(loans, v.lang)
  const body = `${tells}${button}<p><a class="go plain" href="/mijn">${t.no}</a></p>`
  return v.page({ title, body, part: 'home' })
}

const whyOf = ({ lang, reader }: Visit, findings: readonly op.Finding[]): string => {
  const word = whyWord(lang, reader?.actor.reader.guards ?? false)
  return findings.map(f => word(f.code, f.about)).join(' ')
}

async function renewAll(v: Visit, home: Home): Promise<FastifyReply> {
  const said = await v.ask(op.renewAllMine, { body: commandIn(v) })
  if (!('ok' in said)) return home(v, whyNot(said))
  const rows = said.ok.rows.map(r => ({ did: r.did, title: r.item?.title ?? '', why: whyOf(v, r.findings) }))
  return home(v, renewedSay(rows, v.lang))
}

async function renewOne(v: Visit, home: Home): Promise<FastifyReply> {
  const said = await v.ask(op.renewMine, {
    params: { loan_id: v.params['loan_id'] ?? '0' },
    body: commandIn(v),
  })
  return home(v, 'ok' in said ? say(words[v.lang].renewed(1)) : whyNot(said))
}
