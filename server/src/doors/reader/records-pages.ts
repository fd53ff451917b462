import * as op from '@kaft/contract'
import type { FastifyReply } from 'fastify'
import { type Bind, closedPage, whyNot } from './doing.ts'
import { recordsBody, recordWords } from './records.rules.ts'
import type { Visit } from './visit.ts'

/** The libraries of a reader and the children of whom they are parent or guardian, and looking at one of them. */
export function recordPages(inside: Bind): void {
  inside('GET', '/mijn/bibliotheken', v => records(v, ''))
  inside('POST', '/mijn/bekijk/:patron_id', show)
}

async function records(v: Visit, said: string): Promise<FastifyReply> {
  const found = await v.ask(op.myRecords)
  if (!('ok' in found)) return closedPage(v, found)
  const body = `${said}${recordsBody(found.ok.rows, v.lang)}`
  return v.page({ title: recordWords[v.lang].title, body, part: 'libraries' })
}

async function show(v: Visit): Promise<FastifyReply> {
  const said = await v.ask(op.showRecord, { params: { patron_id: v.params['patron_id'] ?? '0' }, body: {} })
  return 'ok' in said ? v.go('/mijn') : records(v, whyNot(said))
}
