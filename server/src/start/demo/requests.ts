import { type BodyOf, makeCampaign, reportBreach, startCase } from '@kaft/contract'
import type { Play } from './replay.ts'

const LIBRARY = 'I200'
const DESK = '2001'

type Wish = Omit<BodyOf<typeof startCase>, 'command_id' | 'proof'>

/** What members asked, how many days ago: the first is nearly due, so that a newcomer sees a warning. */
const asked: readonly { readonly days: number; readonly wish: Wish }[] = [
  { days: 27, wish: { kind: 'access', purposes: [], wants: 'Alles wat de bibliotheek van mij bewaart.' } },
  {
    days: 22,
    wish: { kind: 'complaint', purposes: [], objection: 'Ik kreeg een herinnering die voor mijn buur was.' },
  },
  {
    days: 9,
    wish: { kind: 'rectification', purposes: [], items: [{ field: 'Straat', wish: 'Proefweg 12' }] },
  },
  {
    days: 4,
    wish: { kind: 'erasure', purposes: [], changes: 'Ik verhuis en wil niet meer in het systeem staan.' },
  },
  {
    days: 1,
    wish: { kind: 'objection', purposes: ['communication'], objection: 'Geen nieuwsbrieven meer.' },
  },
]

/** Requests about the own data at one library, and a breach whose clock runs: something for its officer to look at. */
export async function requestRights(play: Play): Promise<void> {
  const members = [...play.places.patrons].filter(([code]) => code.startsWith(`${LIBRARY}-`)).slice(10)
  const desk = play.desks.at(DESK)
  for (const [no, { days, wish }] of asked.entries()) {
    const [, patron_id] = members[no] ?? []
    if (patron_id === undefined) continue
    await desk.call(startCase, {
      name: `request ${wish.kind}`,
      at: play.until.subtract({ hours: 24 * days }),
      params: { patron_id },
      body: { ...wish, proof: 'document' },
    })
  }
  await desk.call(reportBreach, {
    name: 'breach',
    at: play.until.subtract({ hours: 30 }),
    body: {
      nature: 'Een lijst met namen en adressen bleef een uur in de printer van het leescafé liggen.',
      known_at: play.until.subtract({ hours: 30 }).toString(),
      supplier: false,
    },
  })
  // A campaign that nobody sent yet: a newcomer sees whom it would reach, and who is left out and why.
  await desk.call(makeCampaign, {
    name: 'campaign',
    at: play.until.subtract({ hours: 6 }),
    body: {
      name: 'Voorleesnamiddag',
      purpose: 'vertellen over activiteiten van de bib',
      subject: 'Kom zaterdag naar de voorleesnamiddag',
      body: 'Zaterdag om 14 uur lezen we voor in het leescafé.\n\nInschrijven hoeft niet. Breng gerust iemand mee.',
      audience: { membership_types: [], postcodes: [], age_from: null, age_to: null },
    },
  })
}
