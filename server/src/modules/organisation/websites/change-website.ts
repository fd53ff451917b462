import type { addWebsite as addOp, Ask, changeWebsite as changeOp, Website } from '@kaft/contract'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addMonths, dayOf, homeZone } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, type Tx } from '../../../base/tx.ts'
import { configure, readAnew } from '../change/configure.ts'
import { keyHash } from '../sign-in/secrets.ts'
import { openSession } from '../sign-in/sign-in.store.ts'
import { endSessions } from '../staff/staff.store.ts'
import { secretsOfKey, websiteKey } from './website-key.ts'
import {
  insertWebsite,
  MadeWebsite,
  moveWebsiteSession,
  ownWebsite,
  ownWebsites,
  SiteFacts,
  siteFacts,
  updateWebsite,
  WebsiteRow,
} from './website.store.ts'

const KEY_MONTHS = 12
interface Told {
  readonly website: Website
  readonly key: string | null
}

export const listWebsites = async (ctx: StaffCtx): Promise<{ rows: Website[] }> => ({
  rows: allOf(WebsiteRow, (await read(ctx, [ownWebsites(ctx.actor.library_id)]))[0] ?? []),
})

const faultOf = (row: Row | undefined): Refusal | null => {
  const { branch, namesake } = shaped(SiteFacts, row)
  if (!branch) return refuse('branch_not_yours')
  return namesake ? refuse('name_in_use') : null
}
const keyUntil = (ctx: StaffCtx): string => addMonths(dayOf(ctx.now), KEY_MONTHS)

/** The end of the last day of a key. */
const endOf = (day: string): string =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(homeZone).toInstant().toString()

/** One long session, whose secret is the key with the server's pepper in it. */
function openFor(
  ctx: StaffCtx,
  of: { readonly website_id: string; readonly branch_id: string; readonly key: string },
): Query {
  const [secret = ''] = secretsOfKey(ctx.keys, of.key)
  const ends = endOf(keyUntil(ctx))
  return openSession({
    staff_id: of.website_id,
    branch_id: of.branch_id,
    workstation_id: null,
    secret_hash: keyHash(secret),
    at: ctx.now.toString(),
    full_until: ends,
    ends,
    fully: false,
  })
}

async function told(ctx: StaffCtx, website_id: string, key: string | null): Promise<Told | Refusal> {
  const [rows = []] = await readAnew(ctx, [ownWebsite(website_id, ctx.actor.library_id)])
  const website = oneOf(WebsiteRow, rows)
  return website ? { website, key } : refuse('not_found')
}

/** Makes an account for the website of the library. The key is shown now and never again. */
export async function addWebsite(ctx: StaffCtx, { body }: Ask<typeof addOp>): Promise<Answer<Told>> {
  const { library_id } = ctx.actor
  const name = body.name.trim()
  if (name === '') return refuse('invalid')
  const { branch_id } = body
  const key = websiteKey(ctx.keys, library_id, body.command_id)
  const done = await configure(ctx, body, {
    facts: [siteFacts(library_id, { branch_id, name, except: null })],
    decide: async ([rows = []], tx: Tx) => {
      const fault = faultOf(rows[0])
      if (fault) return fault
      const made = {
        library_id,
        name,
        branch_id,
        login: `website ${body.command_id}`,
        at: ctx.now.toString(),
      }
      const [row = []] = await tx.more([insertWebsite({ ...made, key_until: keyUntil(ctx) })])
      const { website_id } = shaped(MadeWebsite, row[0])
      const after = { website: name, branch_id, active: true, secrets: ['key'] }
      return {
        effects: [openFor(ctx, { website_id, branch_id, key })],
        change: { subject: website_id, before: null, after },
        answer: { website_id },
      }
    },
  })
  return isRefusal(done) || 'findings_refused' in done ? done : told(ctx, done.website_id, key)
}

/**
 * Changes a website. A new key, or an end to the account, closes the door for the former key at once; let in again, it gets
 * a new one, since nobody knows where the former has been.
 */
export async function changeWebsite(
  ctx: StaffCtx,
  { params, body }: Ask<typeof changeOp>,
): Promise<Answer<Told>> {
  const { library_id } = ctx.actor
  const { website_id } = params
  const name = body.name.trim()
  if (name === '') return refuse('invalid')
  const to = { website_id, name, branch_id: body.branch_id, active: body.active }
  const key = websiteKey(ctx.keys, library_id, body.command_id)
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [
        ownWebsite(website_id, library_id),
        siteFacts(library_id, { branch_id: to.branch_id, name, except: website_id }),
      ],
      decide: ([rows = [], facts = []]) => {
        const known = oneOf(WebsiteRow, rows)
        if (!known) return refuse('not_found')
        const renews = body.new_key === true || (to.active && !known.active)
        return faultOf(facts[0]) ?? changeTo(ctx, known, { to, key: renews ? key : null })
      },
    },
  )
  if (isRefusal(done) || 'findings_refused' in done) return done
  return told(ctx, done.website_id, done.renewed ? key : null)
}

function changeTo(
  ctx: StaffCtx,
  known: Website,
  of: { readonly to: Omit<Website, 'key_until'>; readonly key: string | null },
) {
  const { website_id, name, branch_id, active } = of.to
  const { key } = of
  const session =
    key === null
      ? [moveWebsiteSession(website_id, branch_id)]
      : [endSessions(website_id, '0', ctx.now.toString()), openFor(ctx, { website_id, branch_id, key })]
  return {
    effects: [updateWebsite({ ...of.to, key_until: key === null ? null : keyUntil(ctx) }), ...session],
    change: {
      subject: website_id,
      before: { website: known.name, branch_id: known.branch_id, active: known.active },
      after: { website: name, branch_id, active, ...(key === null ? {} : { secrets: ['key'] }) },
    },
    answer: { website_id, renewed: key !== null },
  }
}
