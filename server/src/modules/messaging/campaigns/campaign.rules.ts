import type { Code, Reach } from '@kaft/contract'

interface Standing {
  readonly state: 'draft' | 'sending' | 'sent' | 'stopped'
  readonly version: number
}
interface Text {
  readonly purpose: string
  readonly subject: string
  readonly body: string
  readonly name: string
}
/** A purpose and a text say something. */
const LEAST = 8

export function textRefusal(text: Text): Code | null {
  if (text.purpose.trim().length < LEAST) return 'list_purpose_needed'
  const empty = [text.name, text.subject].some(part => part.trim() === '') || text.body.trim().length < LEAST
  return empty ? 'news_empty' : null
}

/** Why a campaign cannot be changed; what went out says what it said. */
export function changeRefusal(row: Standing, version: number): Code | null {
  if (row.state !== 'draft') return 'campaign_sent'
  return row.version === version ? null : 'changed_meanwhile'
}

/** It goes to as many as the sender saw, and to nobody whom they did not count. */
export function sendRefusal(
  row: Standing,
  asked: { readonly version: number; readonly people: number },
  reach: Reach,
): Code | null {
  const no = changeRefusal(row, asked.version)
  if (no) return no
  if (reach.people === 0) return 'news_nobody'
  return reach.people === asked.people ? null : 'campaign_people_changed'
}

const cell = (value: string): string => (/[";\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
/** A cell that begins like a formula stays text. */
const plain = (value: string): string => (/^[=+\-@]/.test(value) ? `'${value}` : value)

export interface Addressee {
  readonly given_name: string
  readonly family_name: string
  readonly email: string | null
  readonly street: string | null
  readonly postcode: string | null
  readonly municipality: string | null
}
export interface Handed {
  readonly library: string
  readonly purpose: string
  readonly fields: 'email' | 'post'
  readonly made_on: string
  readonly until: string
}

/** The file: above the people what it is for, on which ground, until when, and what to do with it then. */
export function addressFile(of: Handed, people: readonly Addressee[]): string {
  const head =
    of.fields === 'email'
      ? ['voornaam', 'naam', 'e-mail']
      : ['voornaam', 'naam', 'straat', 'postcode', 'gemeente']
  const rows = people.map(p =>
    of.fields === 'email'
      ? [p.given_name, p.family_name, p.email ?? '']
      : [p.given_name, p.family_name, p.street ?? '', p.postcode ?? '', p.municipality ?? ''],
  )
  const about = [
    [`Adressen voor eigen communicatie van ${of.library}, die daarvoor zelf verantwoordelijk is`],
    [`Doel: ${of.purpose}`],
    ['Grond: toestemming voor nieuws. Wie bezwaar maakt, haal je er meteen uit.'],
    [`Gemaakt op ${of.made_on}. Gebruik dit bestand tot en met ${of.until} en vernietig het dan.`],
    ['Zet in elk bericht hoe iemand zich uitschrijft.'],
    [''],
  ]
  return `\uFEFF${[...about, head, ...rows].map(row => row.map(value => cell(plain(value))).join(';')).join('\r\n')}\r\n`
}
