import type { CaseDecision, CaseKind, CaseLetter, Purpose } from '@kaft/contract'
import type { Day } from '../../../base/dates.ts'
import { longDay } from '../../../base/document/letter.rules.ts'

/** Who answers for the processing and where a reader can complain: the central setting, as every letter names it (P9, P109). */
export interface Controller {
  readonly name: string
  readonly address: string
  readonly enterprise_number: string
  readonly dpo_name: string
  readonly dpo_email: string
  readonly vtc_url: string
  readonly gba_url: string
}
/** What letters of a case are made of. */
export interface Written {
  readonly number: string
  readonly kind: CaseKind
  readonly name: string
  readonly library_name: string
  readonly received_on: Day
  readonly due_on: Day
  readonly purposes: readonly Purpose[]
  readonly controller: Controller
}
type Letter = Pick<CaseLetter, 'kind' | 'subject' | 'body'>

export const kindNames: Readonly<Record<CaseKind, string>> = {
  access: 'inzage in uw gegevens',
  portability: 'overdracht van uw gegevens',
  rectification: 'verbetering van uw gegevens',
  erasure: 'het wissen van uw gegevens',
  restriction: 'beperking van de verwerking van uw gegevens',
  objection: 'bezwaar tegen de verwerking van uw gegevens',
  complaint: 'uw klacht over de verwerking van uw gegevens',
}
export const purposeNames: Readonly<Record<Purpose, string>> = {
  identification: 'identificatie',
  functional: 'functionele doeleinden',
  exchange: 'uitwisseling',
  administration: 'beheer',
  statistics: 'statistiek',
  communication: 'communicatie',
}

/** Under every letter: who decided, whom to ask, where to complain (AVG art. 12(4), 77, 79). */
export const remedies = (c: Controller): string[] => [
  `Vragen? Schrijf naar ${c.dpo_name}, ${c.dpo_email}, of naar ${c.name}, ${c.address} (ondernemingsnummer ${c.enterprise_number}).`,
  `Bent u het niet eens met dit antwoord? U kan een klacht indienen bij de Vlaamse Toezichtcommissie (${c.vtc_url}) en bij de Gegevensbeschermingsautoriteit (${c.gba_url}). U kan ook naar de rechter gaan.`,
]

const frame = (w: Written, lines: readonly string[]): string =>
  [
    `Dag ${w.name},`,
    ...lines,
    ...remedies(w.controller),
    `Met vriendelijke groeten,\n${w.controller.dpo_name}\n${w.controller.name}`,
  ].join('\n\n')
const named = (w: Written): string => `${kindNames[w.kind]} (${w.number})`
/** What came in, as the one who sent it would say: a complaint and an objection are no questions. */
const sent = (kind: CaseKind): string => {
  if (kind === 'complaint') return kindNames.complaint
  return kind === 'objection' ? `uw ${kindNames.objection}` : `uw vraag over ${kindNames[kind]}`
}
/** The same in a subject: `uw vraag: inzage in uw gegevens (2026-1)`. */
const sentNamed = (w: Written): string =>
  w.kind === 'complaint' || w.kind === 'objection' ? `${sent(w.kind)} (${w.number})` : `uw vraag: ${named(w)}`
const about = (w: Written): string => {
  const purposes = w.purposes.map(p => purposeNames[p]).join(', ')
  return `Op ${longDay(w.received_on)} kregen wij ${sent(w.kind)} bij ${w.library_name}${purposes === '' ? '' : `, voor: ${purposes}`}.`
}

export const receivedLetter = (w: Written): Letter => ({
  kind: 'received',
  subject: `Wij kregen ${sentNamed(w)}`,
  body: frame(w, [about(w), `U krijgt ten laatste op ${longDay(w.due_on)} antwoord. Uw vraag kost u niets.`]),
})

export const identityLetter = (w: Written, why: string): Letter => ({
  kind: 'identity',
  subject: `Wij willen zeker zijn wie u bent: ${named(w)}`,
  body: frame(w, [
    about(w),
    'Wij geven uw gegevens aan niemand anders dan aan u. Daarom vragen wij u te tonen wie u bent.',
    `Wij vragen dit omdat: ${why}`,
    'Het eenvoudigst gaat u met uw identiteitskaart naar de balie van uw bibliotheek. U kan ook een kopie van de voor- en achterkant sturen. Die kopie wordt versleuteld bewaard, enkel de DPO ziet ze, en ze wordt gewist zodra wij weten wie u bent, en in elk geval na dertig dagen.',
    'De termijn voor ons antwoord wacht tot dan.',
  ]),
})

export const extensionLetter = (w: Written, why: string): Letter => ({
  kind: 'extension',
  subject: `Ons antwoord komt later: ${named(w)}`,
  body: frame(w, [
    about(w),
    `Wij hebben meer tijd nodig: hoogstens twee maanden. De reden: ${why}`,
    `U krijgt ten laatste op ${longDay(w.due_on)} antwoord.`,
  ]),
})

const decided: Readonly<Record<CaseDecision, string>> = {
  granted: 'Wij doen wat u vraagt.',
  partly: 'Wij doen een deel van wat u vraagt.',
  refused: 'Wij kunnen niet doen wat u vraagt.',
}
const follows: Readonly<Record<CaseKind, string>> = {
  access: 'Bij deze brief hoort een overzicht van uw gegevens. De eerste kopie is gratis.',
  portability: 'Bij deze brief hoort een bestand met uw gegevens, dat een ander systeem kan lezen.',
  rectification:
    'Wij verbeteren uw gegevens en laten dat weten aan wie ze van ons kreeg. U mag vragen wie dat is.',
  erasure: 'Wij wissen uw gegevens en laten dat weten aan wie ze van ons kreeg. U mag vragen wie dat is.',
  restriction:
    'Wij bewaren uw gegevens en gebruiken ze verder niet. Voor wij dat opheffen, laten wij het u weten.',
  objection: 'Wij gebruiken uw gegevens niet meer voor dit doel.',
  complaint: 'Wij danken u voor uw klacht.',
}

const fee = (cents: number): string =>
  `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')} euro`

export const decisionLetter = (
  w: Written,
  d: { decision: CaseDecision; reasons: string; unfounded_why: string | null; fee_cents: number },
): Letter => ({
  kind: 'decision',
  subject: `Ons antwoord op ${sentNamed(w)}`,
  body: frame(w, [
    about(w),
    w.kind === 'complaint' ? 'Wij onderzochten uw klacht.' : decided[d.decision],
    ...(d.reasons.trim() === '' ? [] : [d.reasons.trim()]),
    ...(d.decision === 'refused' ? [] : [follows[w.kind]]),
    d.fee_cents === 0
      ? 'Dit kost u niets.'
      : `Wij rekenen hiervoor ${fee(d.fee_cents)} aan, omdat uw vraag kennelijk ongegrond of buitensporig is: ${d.unfounded_why ?? ''}`,
  ]),
})

export const liftingLetter = (w: Written): Letter => ({
  kind: 'lifting',
  subject: `Wij gaan uw gegevens weer gebruiken: ${named(w)}`,
  body: frame(w, [
    about(w),
    'Wij beperkten toen het gebruik van uw gegevens. Die beperking wordt binnenkort opgeheven. Daarna gebruiken wij uw gegevens weer zoals de privacyverklaring zegt.',
    'Wilt u dat niet? Laat het ons meteen weten.',
  ]),
})
