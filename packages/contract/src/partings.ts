import { Type } from 'typebox'
import { operation } from './operation.ts'
import { Agreement } from './organisation.ts'
import { closed, CommandId, Day, Id } from './values.ts'

const agreement = closed({ agreement_id: Id })
export const endAgreement = operation({
  id: 'endAgreement',
  method: 'POST',
  path: '/agreements/:agreement_id/end',
  leave: 'consortium.agreements',
  summary: 'End an agreement, or the part of one member, on a day; what it opened closes that moment',
  params: agreement,
  body: closed({
    command_id: CommandId,
    ends_on: Day,
    library_id: Type.Optional(Id),
    /** Tell the patrons; they are told unless this is false. */
    tell: Type.Optional(Type.Boolean()),
  }),
  ok: Agreement,
  codes: ['agreement_ended'],
})
export const previewParting = operation({
  id: 'previewParting',
  method: 'GET',
  path: '/agreements/:agreement_id/end',
  leave: 'consortium.agreements',
  summary: 'What lies across the border that an end would draw, library by library; counts and cents only',
  params: agreement,
  query: closed({ library_id: Type.Optional(Id) }),
  ok: closed({
    libraries: Type.Array(
      closed({
        library_id: Id,
        name: Type.String(),
        leaves: Type.Boolean(),
        /** Its patrons have so many items of the others at home. */
        loans_elsewhere: Type.Integer(),
        /** Its patrons wait for so many items to be picked up there. */
        holds_elsewhere: Type.Integer(),
        /** Of those, so many lie ready there now. */
        ready_elsewhere: Type.Integer(),
        /** So many of its items stand there, and so many are on the way there. */
        items_elsewhere: Type.Integer(),
        on_the_way: Type.Integer(),
        /** What its patrons owe for what was charged there. */
        owed_cents: Type.Integer(),
        /** Memberships that cost nothing because the fee was paid there. */
        fee_once: Type.Integer(),
      }),
    ),
  }),
  codes: ['agreement_ended'],
})
export const takeBackParting = operation({
  id: 'takeBackParting',
  method: 'POST',
  path: '/partings/:parting_id/withdrawal',
  leave: 'consortium.agreements',
  summary: 'Stay together after all: the end that was set is taken back, until the day itself is over',
  params: closed({ parting_id: Id }),
  body: closed({ command_id: CommandId }),
  ok: Agreement,
  codes: ['parting_over', 'agreement_overlaps'],
})
