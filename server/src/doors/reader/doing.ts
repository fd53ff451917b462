import type { FastifyReply } from 'fastify'
import { uuid7 } from '../../base/uuid.ts'
import { signInBody } from './forms.rules.ts'
import { say } from './page.rules.ts'
import type { Said, Visit } from './visit.ts'
import { words } from './words.rules.ts'

/** How a part of the pages hangs its own on the door; who is not signed in is shown the way in. */
export type Bind = (method: 'GET' | 'POST', url: string, work: (v: Visit) => Promise<FastifyReply>) => void

export const command = (): string => uuid7(Temporal.Now.instant())
/** The command of the form that was sent: a repeat of it does nothing twice. */
export const commandIn = ({ form }: Visit): { command_id: string } => ({
  command_id: form['command_id'] ?? command(),
})

/** The sentence of a refusal, read aloud; nothing where it was done. */
export const whyNot = (said: Said<unknown>): string => ('why' in said ? say(said.why, false) : '')

/** Why a page cannot be shown: to who looks at a child that it is the child's own; else the session is over, and one signs in. */
export async function closedPage(v: Visit, said: Said<unknown>): Promise<FastifyReply> {
  if ('ok' in said || said.code !== 'reader_of_child') return signInPage(v, { said: whyNot(said) })
  return v.page({ title: words[v.lang].title, body: whyNot(said), part: 'home' })
}

export async function signInPage(
  v: Visit,
  of: { readonly said?: string; readonly card?: string; readonly to?: string | undefined },
): Promise<FastifyReply> {
  const body = signInBody(v.lang, { said: of.said ?? '', card: of.card ?? '', to: of.to ?? '' })
  return v.page({ title: words[v.lang].signIn, body, part: null })
}
