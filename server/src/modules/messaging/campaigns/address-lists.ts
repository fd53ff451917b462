import type {
  AddressList,
  addressLists as listOp,
  Ask,
  endAddressList as endOp,
  fetchAddressList as fetchOp,
  makeAddressList as makeOp,
  OkOf,
  patronAddressLists as ofOp,
  previewAddressList as previewOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { addDays, dayOf } from '../../../base/dates.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read, transact } from '../../../base/tx.ts'
import { purposeOf } from '../../patrons/index.ts'
import { patronHere } from '../read/messages.store.ts'
import {
  Addressee,
  addressees,
  countFetched,
  endList,
  insertAddressList,
  ListRow,
  listRow,
  listRows,
  listsOfPatron,
  lockList,
  MadeList,
  MOST,
  PatronListRow,
} from './address-lists.store.ts'
import { choosePeople, Person } from './audience.store.ts'
import { addressFile } from './campaign.rules.ts'
import { reach, reachOf } from './campaigns.ts'

const PAGE = 50
type Said = Promise<Answer<AddressList>>

export const addressLists = async (
  ctx: StaffCtx,
  { query }: Ask<typeof listOp>,
): Promise<OkOf<typeof listOp>> => {
  const [rows = []] = await read(ctx, [listRows(dayOf(ctx.now), query.after, PAGE + 1)])
  const found = allOf(ListRow, rows)
  const page = found.slice(0, PAGE)
  return { rows: page, next: found.length > PAGE ? (page.at(-1)?.list_id ?? null) : null }
}

export const previewAddressList = async (
  ctx: StaffCtx,
  { body }: Ask<typeof previewOp>,
): Promise<OkOf<typeof previewOp>> =>
  reachOf((await read(ctx, [reach(ctx, body.audience, body.fields)]))[0] ?? [])

const shown = async (ctx: StaffCtx, list_id: string): Promise<AddressList | Refusal> =>
  oneOf(ListRow, (await read(ctx, [listRow(dayOf(ctx.now), list_id)]))[0] ?? []) ?? refuse('not_found')

/** Makes a list for the own communication of the library: a purpose, a ground, an end, and nobody who does not want it (P18, P19). */
export async function makeAddressList(ctx: StaffCtx, { body }: Ask<typeof makeOp>): Said {
  const purpose = purposeOf(body.purpose)
  if (purpose === null) return refuse('list_purpose_needed')
  const { fields, audience } = body
  const today = dayOf(ctx.now)
  const said = await once<{ list_id: string }>(ctx, body, {
    facts: [],
    decide: async (_, tx) => {
      const wanted = { library_id: ctx.actor.library_id, audience, today, by: fields }
      const [rows = []] = await tx.more([choosePeople(wanted, MOST + 1)])
      const patron_ids = allOf(Person, rows).map(row => row.patron_id)
      if (patron_ids.length === 0) return refuse('news_nobody')
      if (patron_ids.length > MOST) return refuse('list_too_long', { limit: MOST })
      const until = addDays(today, body.days)
      return {
        effects: [insertAddressList(ctx, { purpose, fields, audience, until, patron_ids })],
        answer: ([made = []]) => ({ list_id: shaped(MadeList, made[0]).list_id }),
      }
    },
  })
  return 'list_id' in said ? shown(ctx, said.list_id) : said
}

/** The file, made anew each time: who objected since is not in it. Each who is in it stands in the log. */
export async function fetchAddressList(
  ctx: StaffCtx,
  { params, body }: Ask<typeof fetchOp>,
): Promise<Answer<OkOf<typeof fetchOp>>> {
  const { list_id } = params
  const today = dayOf(ctx.now)
  const said = await once<{ list_id: string }>(
    ctx,
    { ...body, entry_id: list_id },
    {
      facts: [lockList(list_id), listRow(today, list_id)],
      decide: ([, rows = []]) => {
        const list = oneOf(ListRow, rows)
        if (list === null) return refuse('not_found')
        return list.over
          ? refuse('address_list_over')
          : { effects: [countFetched(list_id)], answer: () => ({ list_id }) }
      },
    },
  )
  return 'list_id' in said ? fileOf(ctx, list_id) : said
}

const fileOf = (ctx: StaffCtx, list_id: string): Promise<OkOf<typeof fetchOp> | Refusal> =>
  transact(ctx, async tx => {
    const today = dayOf(ctx.now)
    const [rows = []] = await tx.first([listRow(today, list_id)])
    const list = oneOf(ListRow, rows)
    if (list === null) return refuse('not_found')
    // A command that is repeated after the last day gives the people to nobody any more.
    if (list.over) return refuse('address_list_over')
    const [found = []] = await tx.more([addressees(list_id, today, list.fields)])
    const people = allOf(Addressee, found)
    for (const { patron_id } of people) tx.seen(patron_id)
    const text = addressFile({ ...list, library: ctx.actor.library_name }, people)
    const name = `adressen-${list_id}-tot-${list.until}.csv`
    return { list_id, name, mime: 'text/csv', base64: Buffer.from(text, 'utf8').toString('base64') }
  })

export async function endAddressList(ctx: StaffCtx, { params, body }: Ask<typeof endOp>): Said {
  const { list_id } = params
  const said = await once<{ list_id: string }>(
    ctx,
    { ...body, entry_id: list_id },
    {
      facts: [lockList(list_id), listRow(dayOf(ctx.now), list_id)],
      decide: ([, rows = []]) => {
        const list = oneOf(ListRow, rows)
        if (list === null) return refuse('not_found')
        return list.over
          ? refuse('address_list_over')
          : { effects: [endList(list_id, ctx.now.toString())], answer: () => ({ list_id }) }
      },
    },
  )
  return 'list_id' in said ? shown(ctx, list_id) : said
}

/** On which lists a patron stood: for the record, and for who objects (P97). */
export const patronAddressLists = (ctx: StaffCtx, patron_id: string): Promise<OkOf<typeof ofOp> | Refusal> =>
  transact(ctx, async tx => {
    const [known = [], rows = []] = await tx.first([patronHere(patron_id), listsOfPatron(patron_id)])
    const here = known.length > 0
    tx.seen(here ? patron_id : null, here ? 'seen' : 'refused')
    return here ? { rows: allOf(PatronListRow, rows) } : refuse('patron_unknown')
  })
