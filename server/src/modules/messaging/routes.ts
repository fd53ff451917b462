import * as op from '@kaft/contract'
import { on, type Route } from '../../base/route.ts'
import { retryMessage, withdrawMessage } from './letters/change-message.ts'
import { markPrinted, unmarkPrinted } from './letters/mark-printed.ts'
import { readLetters } from './letters/read-letters.ts'
import { mailReceipt } from './receipt/mail-receipt.ts'
import { listMessages, patronMessages } from './read/read-messages.ts'
import {
  addressLists,
  endAddressList,
  fetchAddressList,
  makeAddressList,
  patronAddressLists,
  previewAddressList,
} from './campaigns/address-lists.ts'
import {
  campaigns,
  changeCampaign,
  dropCampaign,
  makeCampaign,
  sendCampaign,
  stopCampaign,
} from './campaigns/campaigns.ts'
import { previewCampaign } from './campaigns/preview-campaign.ts'

/** @param mails whether this installation has a mail server */
export const messagingRoutes = (mails: boolean): readonly Route[] => [
  on(op.listMessages, (ctx, { query }) => listMessages(ctx, query)),
  on(op.patronMessages, (ctx, { params }) => patronMessages(ctx, params.patron_id)),
  on(op.readLetters, ctx => readLetters(ctx)),
  on(op.markPrinted, (ctx, { body }) => markPrinted(ctx, body)),
  on(op.unmarkPrinted, (ctx, { body }) => unmarkPrinted(ctx, body)),
  on(op.mailReceipt, (ctx, ask) => mailReceipt(ctx, ask, mails)),
  on(op.withdrawMessage, withdrawMessage),
  on(op.retryMessage, retryMessage),
  on(op.campaigns, campaigns),
  on(op.makeCampaign, makeCampaign),
  on(op.changeCampaign, changeCampaign),
  on(op.dropCampaign, (ctx, { params }) => dropCampaign(ctx, params.campaign_id)),
  on(op.previewCampaign, previewCampaign),
  on(op.sendCampaign, sendCampaign),
  on(op.stopCampaign, stopCampaign),
  on(op.addressLists, addressLists),
  on(op.previewAddressList, previewAddressList),
  on(op.makeAddressList, makeAddressList),
  on(op.fetchAddressList, fetchAddressList),
  on(op.endAddressList, endAddressList),
  on(op.patronAddressLists, (ctx, { params }) => patronAddressLists(ctx, params.patron_id)),
]
