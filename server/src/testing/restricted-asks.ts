import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { commandId } from '../modules/patrons/testing/forms.ts'
import type { House, Twin } from './restricted-life.ts'

/* What the twins are on together, and the right that one of them uses. */

/** The right itself, by the desk and whoever looks after data. */
export async function restrict({ world, owner }: House, { patron_ids }: Twin): Promise<string> {
  let case_id = ''
  for (const patron_id of patron_ids) {
    const body = {
      command_id: commandId(),
      kind: 'restriction' as const,
      purposes: [],
      proof: 'eid' as const,
    }
    const begun = await world.call(op.startCase, { params: { patron_id }, body }, owner)
    assert.equal(begun.status, 201, begun.text)
    case_id = begun.body.case_id
    const decided = await world.call(
      op.decideCase,
      { params: { case_id }, body: { command_id: commandId(), decision: 'granted', reasons: '' } },
      owner,
    )
    assert.equal(decided.status, 200, decided.text)
  }
  return case_id
}

/**
 * What both are on together before either asked for anything, and what it takes to ask for lists of people; by the operation whose
 * question names it.
 */
export async function preparedFor(
  { world, owner }: House,
  twins: readonly Twin[],
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const audience = { membership_types: [], postcodes: [], age_from: null, age_to: null }
  const list = { kind: 'ending' as const, purpose: 'Een brief over het einde', by: '2026-12-31', days: 7 }
  const news = {
    name: 'Nieuws',
    purpose: 'Wat er te doen is',
    subject: 'Nieuws',
    body: 'Kom eens langs.',
    audience,
  }
  const addresses = {
    purpose: 'Een folder',
    fields: 'email' as const,
    audience,
    days: 7,
    controller: true as const,
  }
  const change = { kind: 'patron_until' as const, on: '2027-06-30' }
  const bulk = { change, filters: {}, reason: 'een proef', purpose: 'administration' as const }
  const command = () => ({ command_id: commandId() })
  const made = await world.call(op.makePersonList, { body: { ...command(), ...list } }, owner)
  const handed = await world.call(op.makeAddressList, { body: { ...command(), ...addresses } }, owner)
  const campaign = await world.call(op.makeCampaign, { body: { ...command(), ...news } }, owner)
  const codes = twins.map(twin => twin.card)
  const run = await world.call(
    op.beginBulk,
    { body: { ...command(), change, codes, reason: 'een proef', purpose: 'administration' } },
    owner,
  )
  for (const said of [made, handed, campaign, run]) assert.equal(said.status, 201, said.text)
  const params = { run_id: run.body.run_id }
  const worked = await world.call(op.workBulk, { params, body: {} }, owner)
  assert.equal(worked.body.planned, twins.length, worked.text)
  const started = await world.call(
    op.startBulk,
    { params, body: { ...command(), count: twins.length } },
    owner,
  )
  assert.equal(started.status, 201, started.text)
  const leave = {
    reference: 'RR 99/2026',
    dpia: 'DPIA 2026-3',
    fields: ['address' as const, 'death' as const],
    from_on: '2026-11-01',
    until_on: '2026-12-31',
  }
  const authorised = await world.call(op.setMagdaAuthorisation, { body: { ...command(), ...leave } }, owner)
  assert.equal(authorised.status, 200, authorised.text)
  const ofList = { list_id: made.body.list_id }
  const ofRun = { run_id: run.body.run_id }
  const ofNews = { campaign_id: campaign.body.campaign_id }
  return {
    readPersonList: ofList,
    makePersonList: list,
    makeAddressList: addresses,
    fetchAddressList: { list_id: handed.body.list_id },
    makeCampaign: news,
    previewCampaign: ofNews,
    sendCampaign: { ...ofNews, people: 1 },
    beginBulk: bulk,
    addCrate: { code: 'K-77' },
    bulkLines: ofRun,
    readBulk: ofRun,
    callPaper: { purpose: 'Opbellen' },
    homeRoundPaper: { purpose: 'De ronde' },
  }
}
