import { type Static, Type } from 'typebox'
import { Code } from './codes.ts'
import { operation } from './operation.ts'
import { Patron, PatronFound } from './patrons.ts'
import { closed, CommandId, Id, OneOf, Page } from './values.ts'

/* Two records of one person made into one (ontdubbelen), inside one library. */

/** What two records share beside a name and a birth date: by those alone nobody is proposed, since twins are two. */
export const Shared = OneOf(['email', 'phone', 'address'])
export type Shared = Static<typeof Shared>
export const Duplicate = closed({
  one: PatronFound,
  other: PatronFound,
  share: Type.Array(Shared),
})
export type Duplicate = Static<typeof Duplicate>

export const duplicates = operation({
  id: 'duplicates',
  method: 'GET',
  path: '/patrons/duplicates',
  leave: 'patrons.merge',
  purpose: 'administration',
  summary: 'Pairs of records of the own library that may be one person',
  query: closed({ after: Type.Optional(Type.String({ maxLength: 60 })) }),
  ok: Page(Duplicate),
})
const pair = closed({ command_id: CommandId, one_id: Id, other_id: Id })
export const keepApart = operation({
  id: 'keepApart',
  method: 'POST',
  path: '/patrons/duplicates/apart',
  leave: 'patrons.merge',
  purpose: 'administration',
  status: 201,
  summary: 'These two are two people: they are not proposed again',
  body: pair,
  ok: closed({}),
  codes: ['merge_self', 'patron_not_own'],
})
export const unkeepApart = operation({
  id: 'unkeepApart',
  method: 'POST',
  path: '/patrons/duplicates/together',
  leave: 'patrons.merge',
  purpose: 'administration',
  status: 201,
  summary: 'Take that back',
  body: pair,
  ok: closed({}),
  codes: ['merge_self', 'patron_not_own'],
})

/** Fields that can be taken from the record that goes. The privacy choices are not among them: the stricter one wins. */
export const mergeable = [
  'family_name',
  'given_name',
  'birth_on',
  'gender',
  'address',
  'email',
  'phone',
  'language',
  'message_channel',
  'membership',
] as const
export const Mergeable = OneOf(mergeable)
export type Mergeable = Static<typeof Mergeable>

export const mergePatrons = operation({
  id: 'mergePatrons',
  method: 'POST',
  path: '/patrons/:patron_id/merge',
  leave: 'patrons.merge',
  purpose: 'administration',
  status: 201,
  summary: 'Make two records of one person into this one; it can be taken back for thirty days',
  params: closed({ patron_id: Id }),
  body: closed({
    command_id: CommandId,
    /** The record that goes into this one. */
    other_id: Id,
    take: Type.Array(Mergeable, { uniqueItems: true }),
    accept: Type.Optional(Type.Array(Code)),
  }),
  ok: Patron,
  codes: [
    'merge_self',
    'merge_not_person',
    'merge_two_persons',
    'merge_keeps_online',
    'merge_already',
    'merge_birth_differs',
    'merge_name_differs',
    'patron_not_own',
  ],
})
export const unmergePatrons = operation({
  id: 'unmergePatrons',
  method: 'POST',
  path: '/patrons/:patron_id/merges/:merge_id/undo',
  leave: 'patrons.merge',
  purpose: 'administration',
  status: 201,
  summary: 'Take a merge back: what moved goes back, what is new stays',
  params: closed({ patron_id: Id, merge_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: Patron,
  codes: ['merge_too_late', 'merge_already', 'patron_not_own'],
})
