import { Type } from 'typebox'
import { operation } from './operation.ts'
import { Address } from './patron-parts.ts'
import { Patron } from './patrons.ts'
import { closed, CommandId, Day, Id } from './values.ts'

const one = closed({ patron_id: Id })

export const setAddresses = operation({
  id: 'setAddresses',
  method: 'PUT',
  path: '/patrons/:patron_id/addresses',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'The addresses beside the main residence, all at once, and which of them letters go to',
  params: one,
  body: closed({
    command_id: CommandId,
    version: Type.Integer(),
    addresses: Type.Array(Address, { maxItems: 6 }),
  }),
  ok: Patron,
  codes: ['changed_meanwhile', 'address_letters_once', 'patron_not_own'],
})
const Checked = closed({ patron_id: Id, contact_checked_on: Day })
export const confirmContact = operation({
  id: 'confirmContact',
  method: 'POST',
  path: '/patrons/:patron_id/contact-check',
  leave: 'patrons.change',
  purpose: 'administration',
  status: 201,
  summary: 'The patron says that e-mail and address are still right',
  params: one,
  body: closed({ command_id: CommandId }),
  ok: Checked,
  codes: ['patron_not_own'],
})
export const unconfirmContact = operation({
  id: 'unconfirmContact',
  method: 'DELETE',
  path: '/patrons/:patron_id/contact-check',
  leave: 'patrons.change',
  purpose: 'administration',
  summary: 'Take that back: the desk asks again',
  params: one,
  ok: Checked,
  codes: ['patron_not_own'],
})
