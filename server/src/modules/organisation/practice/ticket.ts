import { createHmac, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { shaped } from '../../../base/row.ts'

/** A way from one page to another takes no longer. */
const PATIENCE_S = 60

const Ticket = Type.Object({
  name: Type.String(),
  initials: Type.String(),
  roles: Type.Array(Type.String()),
  until: Type.String(),
})
export type Ticket = Type.Static<typeof Ticket>

const signatureOf = (secret: string, text: string): Buffer =>
  createHmac('sha256', secret).update(`practice ${text}`).digest()

/** Who goes to practise, signed by what both programs know. No id and no login goes along: there they are somebody new. */
export const makeTicket = (secret: string, of: Omit<Ticket, 'until'>, now: Temporal.Instant): string => {
  const until = now.add({ seconds: PATIENCE_S }).toString()
  const text = Buffer.from(JSON.stringify({ ...of, until })).toString('base64url')
  return `${text}.${signatureOf(secret, text).toString('base64url')}`
}

/** Null where it is not ours, or from too long ago. */
export function readTicket(secret: string, ticket: string, now: Temporal.Instant): Ticket | null {
  const [text = '', signature = ''] = ticket.split('.')
  const [given, expected] = [Buffer.from(signature, 'base64url'), signatureOf(secret, text)]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const read = shaped(Ticket, JSON.parse(Buffer.from(text, 'base64url').toString()))
  return Temporal.Instant.compare(read.until, now) < 0 ? null : read
}
