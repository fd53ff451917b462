import { personSections } from './person-sections.rules.ts'

/*
 * What a reader gets to see and to take along, table by table, from the data map. Each column that is personal and is not of
 * staff stands here with its Dutch name, or in `leftOut` with the reason; a test compares both with the map, so a new column
 * cannot be forgotten.
 */

export interface Section {
  /** Key in the file. */
  readonly key: string
  /** Heading in the report. */
  readonly title: string
  /** Column of the row: its name in Dutch. `title`, `author`, `barcode`: what the row is about, read beside it. */
  readonly columns: Readonly<Record<string, string>>
}

const what = { title: 'Titel', author: 'Auteur', barcode: 'Streepjescode' }

export const sections: Readonly<Record<string, Section>> = {
  ...personSections,
  'circulation.loan': {
    key: 'loans',
    title: 'Uitleningen',
    columns: {
      ...what,
      loan_id: 'Nummer',
      item_id: 'Nummer van het exemplaar',
      title_id: 'Nummer van de titel',
      lent_at: 'Uitgeleend op',
      due_on: 'Terug ten laatste op',
      due_at: 'Terug ten laatste om',
      first_due_on: 'Eerste inleverdatum',
      renewed_at: 'Verlengd op',
      claimed_on: 'Teruggebracht volgens u op',
      returned_at: 'Ingeleverd om',
      returned_on: 'Ingeleverd op',
      trace: 'Waarom die inleverdatum',
    },
  },
  'circulation.hold': {
    key: 'holds',
    title: 'Reserveringen',
    columns: {
      ...what,
      hold_id: 'Nummer',
      title_id: 'Nummer van de titel',
      item_id: 'Nummer van het exemplaar',
      wanted_item_id: 'Gevraagd exemplaar',
      loan_id: 'Nummer van de uitlening',
      after_hold_id: 'Komt na reservering',
      placed_at: 'Geplaatst op',
      ready_at: 'Klaar sinds',
      ready_until: 'Ligt klaar tot en met',
      hold_code: 'Kastcode',
      suspended_until: 'Opgeschort tot',
      expires_on: 'Vervalt na',
      ibl_until: 'Elders gevraagd tot',
      closed_at: 'Afgesloten op',
    },
  },
  'circulation.event': {
    key: 'events',
    title: 'Handelingen aan balie, zelfuitleen en website',
    columns: {
      ...what,
      kind: 'Handeling',
      event_id: 'Nummer',
      occurred_at: 'Gebeurde op',
      received_at: 'Genoteerd op',
      item_id: 'Nummer van het exemplaar',
      loan_id: 'Nummer van de uitlening',
      hold_id: 'Nummer van de reservering',
      age_band: 'Leeftijdsgroep',
      gender: 'Geslacht',
      postcode: 'Postcode',
      due_on: 'Inleverdatum',
      reason: 'Reden',
    },
  },
  'acquisitions.suggestion_asker': {
    key: 'purchases',
    title: 'Wat u vroeg om te kopen',
    columns: {
      title: 'Titel',
      author: 'Auteur',
      suggestion_id: 'Nummer van de suggestie',
      asked_at: 'Gevraagd op',
      until: 'Ten laatste bewaard tot en met',
    },
  },
  'circulation.claim': {
    key: 'claims',
    title: 'Wat u zei te hebben teruggebracht',
    columns: {
      loan_id: 'Nummer van de uitlening',
      item_id: 'Nummer van het exemplaar',
      claimed_at: 'Gezegd op',
    },
  },
  'circulation.auto_renewal': {
    key: 'auto_renewals',
    title: 'Vanzelf verlengd, of niet',
    columns: {
      loan_id: 'Nummer van de uitlening',
      due_on: 'Inleverdatum',
      renewed: 'Verlengd',
      new_due_on: 'Nieuwe inleverdatum',
      findings: 'Waarom niet',
    },
  },
  'circulation.hold_call': {
    key: 'calls',
    title: 'Telefoontjes over reserveringen',
    columns: { hold_id: 'Nummer van de reservering', called_at: 'Gebeld op' },
  },
  'circulation.ibl_request': {
    key: 'elsewhere',
    title: 'Elders voor u gevraagd',
    columns: {
      hold_id: 'Nummer van de reservering',
      title_id: 'Nummer van de titel',
      item_id: 'Nummer van het exemplaar',
      asked_at: 'Gevraagd op',
      answered_at: 'Beantwoord op',
    },
  },
  'circulation.home_stop': {
    key: 'home_delivery',
    title: 'Bezorging aan huis',
    columns: {
      route_id: 'Nummer van de route',
      paused_from: 'Pauze vanaf',
      paused_until: 'Pauze tot en met',
    },
  },
  'circulation.home_bag': {
    key: 'home_bags',
    title: 'Thuis bezorgd',
    columns: { loan_id: 'Nummer van de uitlening' },
  },
  'finance.entry': {
    key: 'money',
    title: 'Kosten en betalingen',
    columns: {
      account_id: 'Nummer van de rekening',
      on_day: 'Dag',
      kind: 'Soort',
      charge_kind: 'Waarvoor',
      amount_cents: 'Bedrag in cent',
      reason: 'Reden',
      loan_id: 'Nummer van de uitlening',
      hold_id: 'Nummer van de reservering',
      item_id: 'Nummer van het exemplaar',
      title_id: 'Nummer van de titel',
    },
  },
  'messaging.message': {
    key: 'messages',
    title: 'Berichten die u kreeg',
    columns: {
      title: 'Titel',
      kind: 'Soort',
      channel: 'Langs',
      state: 'Toestand',
      about_on: 'Over dag',
      planned_at: 'Gepland op',
      ended_at: 'Verstuurd op',
      since_at: 'Bon van',
      until_at: 'Bon tot',
      sent_to: 'Naar',
      title_id: 'Nummer van de titel',
      loan_id: 'Nummer van de uitlening',
      hold_id: 'Nummer van de reservering',
      event_id: 'Nummer van de handeling',
    },
  },
  'messaging.address_list_row': {
    key: 'address_lists',
    title: 'Adreslijsten voor eigen communicatie van de bibliotheek waarop u stond',
    columns: {
      purpose: 'Waarvoor',
      ground: 'Grond',
      fields: 'Welke gegevens',
      made_on: 'Gemaakt op',
      until: 'Te gebruiken tot en met',
      times: 'Aantal keer opgehaald',
    },
  },
  'privacy.rights_case': {
    key: 'requests',
    title: 'Uw vragen over uw gegevens',
    columns: {
      kind: 'Vraag',
      received_on: 'Ontvangen op',
      name: 'Naam',
      email: 'E-mail',
      address: 'Adres',
      wants: 'Wat u wil inkijken',
      changes: 'Wat u wil wijzigen',
      limits: 'Welke beperking',
      objection: 'Uw bezwaar of klacht',
      outcome_wished: 'Welk gevolg u wenst',
      identity_asked_why: 'Waarom uw identiteit gevraagd werd',
      extended_why: 'Waarom het langer duurde',
      decision: 'Beslissing',
      reasons: 'Redenen',
      unfounded_why: 'Waarom het iets kost',
    },
  },
  'privacy.case_item': {
    key: 'request_items',
    title: 'Gevraagde verbeteringen',
    columns: { field: 'Gegeven', wish: 'Moet zijn' },
  },
  'privacy.case_letter': {
    key: 'request_letters',
    title: 'Brieven over uw vragen',
    columns: { subject: 'Onderwerp', body: 'Tekst' },
  },
  'privacy.case_notice': {
    key: 'request_notices',
    title: 'Wie verwittigd werd',
    columns: { recipient: 'Ontvanger', impossible: 'Waarom dat niet kon' },
  },
  'privacy.restriction': {
    key: 'restrictions',
    title: 'Beperkt gebruik van uw gegevens',
    columns: { cause: 'Oorzaak', purposes: 'Voor welke doelen', from_at: 'Vanaf', lifted_at: 'Opgeheven op' },
  },
  'privacy.access_log': {
    key: 'looked_at',
    title: 'Wie uw gegevens bekeek',
    columns: { on: 'Dag', library: 'Bibliotheek', role: 'Rol', purpose: 'Doel', times: 'Aantal keer' },
  },
}
