import { type TSchema, Type } from 'typebox'
import { HoldPolicy, holdPolicy, IblPolicy, iblPolicy } from './hold-policy.ts'
import { CardType } from './regulation.ts'
import { Id, Line, Nullable, Word } from './values.ts'

/** One setting of a library: its shape, what holds when nobody set it, and what it does. */
export interface SettingRule {
  readonly value: TSchema
  readonly default: unknown
  readonly says: string
}

/** All settings of a library. A key that is not here cannot be stored. */
export const settings = {
  'desk.own_loan_scan': {
    value: Type.Union([Type.Literal('ask'), Type.Literal('renew'), Type.Literal('take_back')]),
    default: 'ask',
    says: 'Wat een scan doet van een exemplaar dat de open lener al thuis heeft.',
  },
  'desk.same_day_scan': {
    value: Type.Union([Type.Literal('as_usual'), Type.Literal('renew'), Type.Literal('loan')]),
    default: 'as_usual',
    says: 'Wat een scan doet van een exemplaar dat de open lener vandaag al leende: zoals altijd, verlengen of een nieuwe uitlening.',
  },
  'circulation.lost_fine': {
    value: Type.Union([Type.Literal('book'), Type.Literal('none')]),
    default: 'book',
    says: 'Of het telaatgeld tot de dag van verlies geboekt wordt.',
  },
  'circulation.lost_processing_cents': {
    value: Type.Integer({ minimum: 0, maximum: 100_000 }),
    default: 0,
    says: 'Wat een verloren exemplaar kost bovenop de prijs, voor de verwerking.',
  },
  'circulation.lost_refund': {
    value: Type.Union([Type.Literal('material'), Type.Literal('all'), Type.Literal('nothing')]),
    default: 'material',
    says: 'Wat vervalt als een verloren exemplaar terug is: de vergoeding, ook de verwerkingskost, of niets.',
  },
  'circulation.lost_refund_days': {
    value: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
    default: null,
    says: 'Tot hoeveel dagen na het verlies er nog iets vervalt; leeg is altijd.',
  },
  'circulation.lost_after_days': {
    value: Nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
    default: null,
    says: 'Na hoeveel dagen te laat een exemplaar vanzelf als verloren geldt; leeg is nooit.',
  },
  'circulation.claim_looks': {
    value: Type.Integer({ minimum: 1, maximum: 20 }),
    default: 3,
    says: 'Hoe vaak er gezocht wordt naar wat een lener zegt te hebben teruggebracht, voor je beslist.',
  },
  'circulation.damage_costs': {
    value: Type.Array(
      Type.Object(
        { name: Line(60), cents: Type.Integer({ minimum: 1, maximum: 100_000 }) },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    default: [
      { name: 'Dvd-doos', cents: 250 },
      { name: 'Cd-doos', cents: 130 },
      { name: 'Kaft of rug', cents: 500 },
      { name: 'Ontbrekend deel', cents: 200 },
    ],
    says: 'De lijst van kosten bij schade.',
  },
  'desk.receipt': {
    value: Type.Union([
      Type.Literal('always'),
      Type.Literal('mail'),
      Type.Literal('ask'),
      Type.Literal('never'),
    ]),
    default: 'ask',
    says: 'Of er na een leensessie een bon gedrukt of gemaild wordt.',
  },
  'patrons.use_national_number': {
    value: Type.Boolean(),
    default: true,
    says: 'Of deze bibliotheek het rijksregisternummer mag bewaren.',
  },
  'patrons.read_eid': {
    value: Type.Boolean(),
    default: true,
    says: 'Of deze bibliotheek identiteitskaarten leest en als bibliotheekpas gebruikt.',
  },
  'patrons.eid_expires': {
    value: Type.Boolean(),
    default: true,
    says: 'Of een identiteitskaart na haar einddatum niet meer als pas werkt. Enkel dan wordt die datum bewaard.',
  },
  'patrons.membership_types': {
    value: Type.Array(
      Type.Object(
        {
          type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
          name: Line(60),
          fee_cents: Type.Integer({ minimum: 0, maximum: 100_000 }),
          months: Type.Integer({ minimum: 1, maximum: 240 }),
          from_age: Type.Integer({ minimum: 0, maximum: 120 }),
          to_age: Type.Integer({ minimum: 0, maximum: 150 }),
          /** soort kaart: what rows of a regulation may name; a reader's own unless said otherwise */
          card_type: Type.Optional(CardType),
          /** only for who lives in one of these postcodes */
          postcodes: Type.Optional(
            Type.Array(Type.String({ pattern: '^[0-9A-Za-z -]{2,10}$' }), {
              maxItems: 100,
              uniqueItems: true,
            }),
          ),
          /** only for who is of this category, of `patrons.categories` */
          category: Type.Optional(Word),
          /** only for who has a social tariff (kansentarief) */
          social: Type.Optional(Type.Boolean()),
          /** when it ends: so many months after it began, or on 31 December */
          ends: Type.Optional(Type.Union([Type.Literal('months'), Type.Literal('year')])),
          /** of a membership that ends on 31 December, only the months that are left are paid */
          pro_rata: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
    default: [
      { type: 'volwassene', name: 'Volwassene', fee_cents: 500, months: 12, from_age: 18, to_age: 150 },
      { type: 'jeugd', name: 'Jeugd', fee_cents: 0, months: 12, from_age: 0, to_age: 17 },
      { type: 'klas', name: 'Klas', fee_cents: 0, months: 12, from_age: 0, to_age: 150, card_type: 'class' },
      {
        type: 'instelling',
        name: 'Instelling',
        fee_cents: 0,
        months: 12,
        from_age: 0,
        to_age: 150,
        card_type: 'institution',
      },
    ],
    says: 'Soorten lidmaatschap, met lidgeld, duur en leeftijd.',
  },
  'patrons.categories': {
    value: Type.Array(Type.Object({ category: Word, name: Line(60) }, { additionalProperties: false }), {
      maxItems: 30,
    }),
    default: [
      { category: 'leerkracht', name: 'Leerkracht' },
      { category: 'student', name: 'Student' },
    ],
    says: 'Groepen van lezers die een ander lidgeld kunnen hebben, zoals leerkrachten.',
  },
  'patrons.age_change': {
    value: Type.Union([Type.Literal('birthday'), Type.Literal('renewal')]),
    default: 'birthday',
    says: 'Wanneer wie te oud wordt voor zijn soort lidmaatschap een andere krijgt: op de verjaardag, of bij het vernieuwen.',
  },
  'patrons.online_open': {
    value: Type.Boolean(),
    default: false,
    says: 'Of lezers zich op de website kunnen inschrijven. Aan de balie tonen ze daarna wie ze zijn.',
  },
  'patrons.online_holds': {
    value: Type.Boolean(),
    default: true,
    says: 'Of wie zich online inschreef al kan reserveren voor hij of zij langskwam. Lenen kan nooit.',
  },
  'patrons.online_reminder_days': {
    value: Type.Integer({ minimum: 1, maximum: 365 }),
    default: 30,
    says: 'Na hoeveel dagen wie zich online inschreef en niet langskwam, één herinnering krijgt.',
  },
  'patrons.online_keep_days': {
    value: Type.Integer({ minimum: 2, maximum: 400 }),
    default: 90,
    says: 'Na hoeveel dagen een online inschrijving van wie niet langskwam, helemaal verdwijnt.',
  },
  'patrons.online_guardian_age': {
    value: Type.Integer({ minimum: 0, maximum: 18 }),
    default: 13,
    says: 'Tot welke leeftijd een ouder of voogd de online inschrijving doet. De wet zegt 13.',
  },
  'patrons.online_page': {
    value: Nullable(Type.String({ maxLength: 300, pattern: '^https://[^\\s?#]+$' })),
    default: null,
    says: 'De pagina van de website waar de link in de bevestigingsmail naartoe gaat; leeg: alleen een code.',
  },
  'patrons.magda_months': {
    value: Type.Integer({ minimum: 1, maximum: 60 }),
    default: 12,
    says: 'Na hoeveel maanden het adres opnieuw aan het Rijksregister gevraagd wordt, als daarvoor een machtiging loopt.',
  },
  'privacy.access_log_months': {
    value: Type.Integer({ minimum: 12, maximum: 24 }),
    default: 24,
    says: 'Hoeveel maanden het logboek van inzage nog zegt wie er keek en naar wie. Wat er gebeurde, blijft; vragen aan het Rijksregister blijven tien jaar.',
  },
  'patrons.contact_check_months': {
    value: Type.Integer({ minimum: 0, maximum: 60 }),
    default: 12,
    says: 'Na hoeveel maanden de balie vraagt of e-mail en adres nog kloppen. Nul vraagt het nooit.',
  },
  'messages.news_from_age': {
    value: Type.Integer({ minimum: 13, maximum: 18 }),
    default: 16,
    says: 'Vanaf welke leeftijd iemand nieuws en campagnes kan krijgen. Wie jonger is, krijgt er geen, ook niet als het zo in de gegevens staat.',
  },
  'patrons.consent_until_age': {
    value: Type.Integer({ minimum: 0, maximum: 18 }),
    default: 12,
    says: 'Tot welke leeftijd een ouder of voogd toestemt in het lidmaatschap. Nul vraagt het nooit.',
  },
  'patrons.family_titles_until_age': {
    value: Type.Integer({ minimum: 0, maximum: 18 }),
    default: 12,
    says: 'Tot welke leeftijd een ouder of voogd ziet welke titels een kind thuis heeft. Nul toont ze nooit.',
  },
  'patrons.card_fee_cents': {
    value: Type.Integer({ minimum: 0, maximum: 10_000 }),
    default: 250,
    says: 'Wat een nieuwe kaart kost na verlies.',
  },
  'finance.round_cash': {
    value: Type.Boolean(),
    default: true,
    says: 'Of contante bedragen op 5 cent worden afgerond.',
  },
  'circulation.branch_groups': {
    value: Type.Array(
      Type.Object(
        { group: Word, name: Line(60), branch_ids: Type.Array(Id, { maxItems: 200, uniqueItems: true }) },
        { additionalProperties: false },
      ),
      { maxItems: 50 },
    ),
    default: [],
    says: 'Groepen van vestigingen die een regel van het reglement samen noemt. Een vestiging zit in hoogstens één groep.',
  },
  'circulation.second_person': {
    value: Type.Boolean(),
    default: false,
    says: 'Of een tweede persoon een nieuwe versie van het reglement moet activeren.',
  },
  'circulation.transit_receipt': {
    value: Type.Boolean(),
    default: true,
    says: 'Of er een strookje gedrukt wordt voor een exemplaar dat naar een andere vestiging gaat.',
  },
  'circulation.pull_tries': {
    value: Type.Integer({ minimum: 1, maximum: 20 }),
    default: 3,
    says: 'Na hoeveel keer vergeefs zoeken voor de kastlijst een exemplaar vermist is.',
  },
  'circulation.transit_late_days': {
    value: Type.Integer({ minimum: 1, maximum: 90 }),
    default: 7,
    says: 'Na hoeveel dagen onderweg een exemplaar te laat is.',
  },
  'circulation.slip_mark': {
    value: Type.Union([Type.Literal('card_tail'), Type.Literal('initials'), Type.Literal('none')]),
    default: 'card_tail',
    says: 'Wat er naast de kastcode op een strookje staat.',
  },
  'circulation.bulk_undo_days': {
    value: Type.Integer({ minimum: 1, maximum: 60 }),
    default: 30,
    says: 'Hoeveel dagen een wijziging van veel tegelijk teruggedraaid kan worden.',
  },
  'circulation.auto_renew': {
    value: Type.Union([
      Type.Literal('never'),
      Type.Literal('regulation'),
      Type.Literal('always'),
      Type.Literal('asked'),
    ]),
    default: 'regulation',
    says: 'Of Kaft uitleningen vanzelf verlengt: nooit, zoals het reglement zegt, altijd, of enkel voor wie het vroeg.',
  },
  'circulation.auto_renew_days': {
    value: Type.Integer({ minimum: 0, maximum: 14 }),
    default: 1,
    says: 'Hoeveel dagen voor de inleverdatum Kaft vanzelf verlengt.',
  },
  'circulation.auto_renew_debt_cents': {
    value: Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Null()]),
    default: null,
    says: 'Boven welk openstaand bedrag Kaft niet vanzelf verlengt. Leeg volgt de blokkade van het reglement.',
  },
  'holds.allocation': {
    value: HoldPolicy,
    default: holdPolicy,
    says: 'Aan wie een exemplaar gaat als er meer dan één lener op wacht.',
  },
  'holds.expiry_days': {
    value: Type.Integer({ minimum: 7, maximum: 1830 }),
    default: 365,
    says: 'Na hoeveel dagen wachten een reservering vervalt.',
  },
  'holds.refund_placing': {
    value: Type.Union([Type.Literal('never'), Type.Literal('unfilled'), Type.Literal('always')]),
    default: 'unfilled',
    says: 'Of de kost van het plaatsen vervalt: nooit, als de bib niets kon leveren, of ook als de lener annuleert.',
  },
  'holds.ratio': {
    value: Type.Integer({ minimum: 1, maximum: 100 }),
    default: 4,
    says: 'Vanaf hoeveel reserveringen per exemplaar een titel in het overzicht staat.',
  },
  'holds.ibl': {
    value: IblPolicy,
    default: iblPolicy,
    says: 'Wanneer en aan wie buiten de samenwerking een exemplaar gevraagd wordt (IBL).',
  },
  'cooperation.wait_days': {
    value: Type.Integer({ minimum: 0, maximum: 90 }),
    default: 14,
    says: 'Hoeveel dagen er minstens liggen tussen het laatste bericht aan de leners en het begin van een samenwerking.',
  },
  'cooperation.second_person': {
    value: Type.Boolean(),
    default: false,
    says: 'Of een tweede persoon een samenwerking of een fusie moet laten ingaan.',
  },
  'messages.desk_delay_min': {
    value: Type.Integer({ minimum: 0, maximum: 240 }),
    default: 10,
    says: 'Hoeveel minuten een bericht wacht na een handeling aan de balie, zodat ongedaan maken het nog intrekt.',
  },
} as const satisfies Record<string, SettingRule>
export type SettingKey = keyof typeof settings
