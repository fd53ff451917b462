import * as op from '@kaft/contract'
import type { FastifyReply } from 'fastify'
import { type Bind, command, commandIn, whyNot } from './doing.ts'
import { say } from './page.rules.ts'
import { changesBody, type StatementPage, versionBody, versionsBody } from './statement.rules.ts'
import { statementWords } from './statement-words.rules.ts'
import type { Visit } from './visit.ts'
import { words } from './words.rules.ts'

/** The privacy statement and its versions: readable by anybody; who is signed in says that they know it. */
export function statementPages(bind: Bind, inside: Bind): void {
  bind('GET', '/mijn/verklaring', v => versions(v, ''))
  inside('POST', '/mijn/verklaring', note)
  bind('GET', '/mijn/verklaring/:version', version)
  bind('GET', '/mijn/verklaring/:version/wijzigingen', changes)
}

const partOf = (v: Visit) => (v.reader ? ('privacy' as const) : null)

async function pageOf(v: Visit, said: string): Promise<StatementPage> {
  const mine = v.reader ? await v.ask(op.myStatement) : null
  return { lang: v.lang, said, command_id: command(), mine: mine && 'ok' in mine ? mine.ok : null }
}

async function versions(v: Visit, said: string): Promise<FastifyReply> {
  const found = await v.ask(op.statements, { query: {} })
  const rows = 'ok' in found ? found.ok.rows : []
  const body = versionsBody(rows, await pageOf(v, said))
  return v.page({ title: statementWords[v.lang].title, body, part: partOf(v) })
}

/** The version before one, among those that began or begin; null for the first. */
async function beforeOf(v: Visit, from_on: string): Promise<string | null> {
  const found = await v.ask(op.statements, { query: { after: from_on } })
  return 'ok' in found ? (found.ok.rows[0]?.version ?? null) : null
}

async function version(v: Visit): Promise<FastifyReply> {
  const found = await v.ask(op.readStatement, { params: { version: v.params['version'] ?? '' } })
  if (!('ok' in found)) return v.go('/mijn/verklaring')
  const before = await beforeOf(v, found.ok.from_on)
  const body = versionBody(found.ok, before, await pageOf(v, ''))
  return v.page({ title: statementWords[v.lang].title, body, part: partOf(v) })
}

async function changes(v: Visit): Promise<FastifyReply> {
  const found = await v.ask(op.readStatement, { params: { version: v.params['version'] ?? '' } })
  if (!('ok' in found)) return v.go('/mijn/verklaring')
  const before = await beforeOf(v, found.ok.from_on)
  if (before === null) return v.go(`/mijn/verklaring/${found.ok.version}`)
  const said = await v.ask(op.compareStatements, {
    params: { version: found.ok.version },
    query: { with: before },
  })
  const body = changesBody(found.ok, 'ok' in said ? said.ok.lines : [], v.lang)
  return v.page({ title: statementWords[v.lang].changed, body, part: partOf(v) })
}

async function note(v: Visit): Promise<FastifyReply> {
  const said = await v.ask(op.noteStatement, { body: commandIn(v) })
  return versions(v, 'ok' in said ? say(words[v.lang].done) : whyNot(said))
}
