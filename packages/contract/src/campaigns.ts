import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Instant, Line, Nullable, OneOf, Page, Prose, Word } from './values.ts'

/*
 * News of a library to its own members, apart from what readers are told about their loans: campaigns by mail, and lists of
 * addresses that leave the system for the library's own communication. Each has a right of its own.
 */

/** Whom of those who want news. Nothing here looks at what somebody borrowed. */
export const Audience = closed({
  /** Empty: every type of membership. */
  membership_types: Type.Array(Word, { maxItems: 50, uniqueItems: true }),
  /** Empty: everywhere. */
  postcodes: Type.Array(Type.String({ pattern: '^[0-9A-Za-z -]{2,10}$' }), {
    maxItems: 50,
    uniqueItems: true,
  }),
  age_from: Nullable(Type.Integer({ minimum: 0, maximum: 120 })),
  age_to: Nullable(Type.Integer({ minimum: 0, maximum: 120 })),
})
export type Audience = Static<typeof Audience>

/** Why somebody who would be in is left out, the strongest reason first. */
export const leftOutReasons = ['objected', 'restricted', 'no_consent', 'minor', 'no_address'] as const
export const Reach = closed({
  people: Type.Integer(),
  left_out: Type.Array(closed({ why: OneOf(leftOutReasons), people: Type.Integer() })),
  /** Younger than this nobody gets news. */
  least_age: Type.Integer(),
})
export type Reach = Static<typeof Reach>

export const CampaignState = OneOf(['draft', 'sending', 'sent', 'stopped'])
const text = {
  name: Line(80),
  /** What it is for, as a reader may hear it. */
  purpose: Line(200),
  subject: Line(120),
  body: Prose(5000),
  audience: Audience,
}
export const Campaign = closed({
  campaign_id: Id,
  ...text,
  state: CampaignState,
  version: Type.Integer(),
  made_on: Day,
  made_by: Type.String(),
  sent_at: Nullable(Instant),
  sent_by: Nullable(Type.String()),
  /** To how many it was planned; what became of those mails as long as they are kept, which is ninety days. */
  people: Type.Integer(),
  waiting: Type.Integer(),
  went: Type.Integer(),
  failed: Type.Integer(),
  /** Whoever said in between that they want no news. */
  dropped: Type.Integer(),
})
export type Campaign = Static<typeof Campaign>

const send = { leave: 'news.send', purpose: 'communication' } as const
const ofCampaign = closed({ campaign_id: Id })
const after = closed({ after: Type.Optional(Id) })

export const campaigns = operation({
  id: 'campaigns',
  method: 'GET',
  path: '/campaigns',
  ...send,
  summary: 'Campaigns of the own library, the last one first',
  query: after,
  ok: Page(Campaign),
})
export const makeCampaign = operation({
  id: 'makeCampaign',
  method: 'POST',
  path: '/campaigns',
  ...send,
  status: 201,
  summary: 'Write a campaign; nothing is sent',
  body: closed({ command_id: CommandId, ...text }),
  ok: Campaign,
  codes: ['news_empty', 'list_purpose_needed'],
})
export const changeCampaign = operation({
  id: 'changeCampaign',
  method: 'PUT',
  path: '/campaigns/:campaign_id',
  ...send,
  summary: 'Change a campaign that was not sent',
  params: ofCampaign,
  body: closed({ command_id: CommandId, version: Type.Integer(), ...text }),
  ok: Campaign,
  codes: ['news_empty', 'list_purpose_needed', 'changed_meanwhile', 'campaign_sent'],
})
export const dropCampaign = operation({
  id: 'dropCampaign',
  method: 'DELETE',
  path: '/campaigns/:campaign_id',
  ...send,
  summary: 'Throw a campaign away that was not sent',
  params: ofCampaign,
  ok: closed({}),
  codes: ['campaign_sent'],
})
export const previewCampaign = operation({
  id: 'previewCampaign',
  method: 'GET',
  path: '/campaigns/:campaign_id/preview',
  ...send,
  summary: 'To how many it would go now, who is left out and why, and the mail as it arrives',
  params: ofCampaign,
  ok: closed({ reach: Reach, subject: Type.String(), text: Type.String() }),
})
export const sendCampaign = operation({
  id: 'sendCampaign',
  method: 'POST',
  path: '/campaigns/:campaign_id/send',
  ...send,
  summary: 'Send a campaign to everybody whom the preview counted; who objects in between gets nothing',
  params: ofCampaign,
  /** `people`: how many the preview said. When that is no longer so, nothing goes. */
  body: closed({ command_id: CommandId, version: Type.Integer(), people: Type.Integer({ minimum: 1 }) }),
  ok: Campaign,
  codes: ['changed_meanwhile', 'campaign_sent', 'campaign_people_changed', 'news_nobody'],
})
export const stopCampaign = operation({
  id: 'stopCampaign',
  method: 'POST',
  path: '/campaigns/:campaign_id/stop',
  ...send,
  summary: 'Stop a campaign: what has not gone out does not go',
  params: ofCampaign,
  body: closed({ command_id: CommandId }),
  ok: Campaign,
  codes: ['campaign_not_sent'],
})

export const AddressFields = OneOf(['email', 'post'])
export const AddressList = closed({
  list_id: Id,
  purpose: Type.String(),
  fields: AddressFields,
  audience: Audience,
  made_on: Day,
  made_by: Type.String(),
  /** The last day on which the file may be fetched and used. */
  until: Day,
  over: Type.Boolean(),
  people: Type.Integer(),
  fetched: Type.Integer(),
  /** Who was on it and wants no news any more: they have to come out of a file that was fetched. */
  objected: Type.Integer(),
})
export type AddressList = Static<typeof AddressList>

const hand = { leave: 'news.export', purpose: 'communication' } as const
const ofList = closed({ list_id: Id })

export const addressLists = operation({
  id: 'addressLists',
  method: 'GET',
  path: '/address-lists',
  ...hand,
  summary: 'Lists of addresses of the own library, the last one first; no person stands in this answer',
  query: after,
  ok: Page(AddressList),
})
export const previewAddressList = operation({
  id: 'previewAddressList',
  method: 'POST',
  path: '/address-lists/preview',
  ...hand,
  summary: 'How many a list would hold, and who is left out and why',
  body: closed({ fields: AddressFields, audience: Audience }),
  ok: Reach,
})
export const makeAddressList = operation({
  id: 'makeAddressList',
  method: 'POST',
  path: '/address-lists',
  ...hand,
  status: 201,
  summary:
    'Make a list of addresses for the own communication of the library, for a stated purpose and some days',
  body: closed({
    command_id: CommandId,
    purpose: Line(200),
    fields: AddressFields,
    audience: Audience,
    days: Type.Integer({ minimum: 1, maximum: 30 }),
    /** The library itself answers for what it does with the list (AVG art. 4(7)). */
    controller: Type.Literal(true),
  }),
  ok: AddressList,
  codes: ['list_purpose_needed', 'news_nobody', 'list_too_long'],
})
export const fetchAddressList = operation({
  id: 'fetchAddressList',
  method: 'POST',
  path: '/address-lists/:list_id/file',
  ...hand,
  summary:
    'Fetch the file: who still wants news, with the purpose and the last day on it; each of them stands in the log',
  params: ofList,
  body: closed({ command_id: CommandId }),
  ok: closed({ list_id: Id, name: Type.String(), mime: Type.String(), base64: Type.String() }),
  codes: ['address_list_over'],
})
export const endAddressList = operation({
  id: 'endAddressList',
  method: 'POST',
  path: '/address-lists/:list_id/end',
  ...hand,
  summary: 'End a list before its day: it was used, and the file is destroyed',
  params: ofList,
  body: closed({ command_id: CommandId }),
  ok: AddressList,
  codes: ['address_list_over'],
})
export const patronAddressLists = operation({
  id: 'patronAddressLists',
  method: 'GET',
  path: '/patrons/:patron_id/address-lists',
  leave: 'patrons.read',
  purpose: 'communication',
  summary: 'On which lists of addresses a patron stood in the last two years',
  params: closed({ patron_id: Id }),
  ok: closed({
    rows: Type.Array(
      closed({
        list_id: Id,
        purpose: Type.String(),
        fields: AddressFields,
        made_on: Day,
        until: Day,
        fetched: Type.Integer(),
      }),
    ),
  }),
})
