import type { MoveColumn, MoveMapping } from '@kaft/contract'

const of = (from: string | readonly string[], more: Omit<MoveColumn, 'from'> = {}): MoveColumn => ({
  from: typeof from === 'string' ? [from] : [...from],
  ...more,
})
const first = (...from: string[]): MoveColumn => of(from, { pick: 'first' })
const patron = { patron: of('usr'), card: of('usr_barcode') }
const item = { item: of('target_copy'), barcode: of('copy_barcode') }

/**
 * Evergreen, by the tables of its database under the names of their columns: actor.usr (with card and address joined),
 * asset.copy (with the record of its call number), action.circulation, action.hold_request,
 * money.billable_xact_summary, actor.usr_standing_penalty and action.usr_circ_history, which holds only what patrons
 * chose to keep; and the records of biblio.record_entry with their id in 001.
 */
export const evergreen: MoveMapping = {
  system: 'evergreen',
  files: [
    { match: '*.mrc', format: 'marc', gives: [{ kind: 'titles', columns: {} }] },
    { match: '*.xml', format: 'marc', gives: [{ kind: 'titles', columns: {} }] },
    {
      match: '*copy*',
      format: 'csv',
      gives: [
        {
          kind: 'items',
          only_if: '!deleted',
          columns: {
            key: of('id'),
            barcode: of('barcode'),
            title: of('record'),
            isbn: of('isbn'),
            branch: first('circ_lib', 'owning_lib'),
            item_type: of('circ_modifier', { fixed: 'book' }),
            shelf: of('location'),
            call_number: first('call_number_label', 'label'),
            price: of('price'),
            loanable: of('circulate'),
            state: of('status', { codes: 'item_state', fixed: 'in_use' }),
            acquired_on: first('active_date', 'create_date'),
          },
        },
      ],
    },
    {
      match: '*usr.*',
      format: 'csv',
      gives: [
        {
          kind: 'patrons',
          only_if: '!deleted',
          columns: {
            key: of('id'),
            card: first('barcode', 'card_barcode'),
            family_name: of('family_name'),
            given_name: of(['first_given_name', 'second_given_name']),
            birth_on: of('dob'),
            street: of(['street1', 'street2']),
            postcode: of('post_code'),
            municipality: of('city'),
            email: of('email'),
            phone: first('other_phone', 'day_phone', 'evening_phone'),
            language: of('locale', { codes: 'language', fixed: 'nl' }),
            keep_history: of('keep_history'),
            membership_type: of('profile'),
            member_since: of('create_date'),
            member_until: of('expire_date'),
          },
        },
        {
          kind: 'blocks',
          only_if: 'barred',
          columns: { patron: of('id'), reason: of([], { fixed: 'Geblokkeerd in het vorige systeem' }) },
        },
      ],
    },
    {
      match: '*card*',
      format: 'csv',
      gives: [
        {
          kind: 'cards',
          columns: { patron: of('usr'), code: of('barcode'), state: of('active', { codes: 'card_state' }) },
        },
      ],
    },
    {
      match: '*penalty*',
      format: 'csv',
      gives: [
        {
          kind: 'blocks',
          columns: {
            ...patron,
            reason: first('note', 'standing_penalty'),
            since: of('set_date'),
            until: of('stop_date'),
          },
        },
      ],
    },
    {
      match: '*usr_circ_history*',
      format: 'csv',
      gives: [
        {
          kind: 'history',
          columns: { ...patron, ...item, lent_on: of('xact_start'), returned_on: of('checkin_time') },
        },
      ],
    },
    {
      match: '*circulation*',
      format: 'csv',
      gives: [
        {
          kind: 'loans',
          // The table keeps every loan that ever was; one that came back has the moment of it.
          only_if: '!checkin_time',
          columns: {
            key: of('id'),
            ...patron,
            ...item,
            lent_at: of('xact_start'),
            due_on: of('due_date'),
            renewals: of('renewals'),
            branch: of('circ_lib'),
          },
        },
      ],
    },
    {
      match: '*hold_request*',
      format: 'csv',
      gives: [
        {
          kind: 'holds',
          columns: {
            key: of('id'),
            ...patron,
            item: of('current_copy'),
            title: of('target'),
            branch: of('pickup_lib'),
            placed_at: of('request_time'),
            place: of('queue_position'),
            state: of('state', { codes: 'hold_state', fixed: 'waiting' }),
            ready_until: of('shelf_expire_time'),
            expires_on: of('expire_time'),
            suspended_until: of('thaw_date'),
          },
        },
      ],
    },
    {
      match: '*xact_summary*',
      format: 'csv',
      gives: [
        {
          kind: 'charges',
          columns: {
            key: of('id'),
            ...patron,
            ...item,
            kind: of('last_billing_type', { codes: 'kind', fixed: 'other' }),
            amount: of('balance_owed'),
            on_day: first('last_billing_ts', 'xact_start'),
          },
        },
      ],
    },
  ],
  codes: {
    branch: {},
    item_type: {},
    membership_type: {},
    language: {
      'nl-nl': 'nl',
      'fr-ca': 'fr',
      'fr-fr': 'fr',
      'en-us': 'en',
      'en-gb': 'en',
      'de-de': 'de',
      '*': 'nl',
    },
    /** Statuses by name and by number; what moves is where the holds and loans say it is. */
    item_state: {
      available: 'in_use',
      '0': 'in_use',
      'checked out': 'in_use',
      '1': 'in_use',
      lost: 'lost',
      '3': 'lost',
      missing: 'missing',
      '4': 'missing',
      'on order': 'on_order',
      '9': 'on_order',
      'discard/weed': 'withdrawn',
      '13': 'withdrawn',
      damaged: 'damaged',
      '14': 'damaged',
      'lost and paid': 'lost',
      '17': 'lost',
      '*': 'in_use',
    },
    card_state: { t: 'active', true: 'active', f: 'ended', false: 'ended' },
    hold_state: { '4': 'ready', ready: 'ready', '3': 'in_transit', '*': 'waiting' },
    kind: {
      'overdue materials': 'fine',
      'lost materials': 'replacement',
      'lost materials processing fee': 'processing',
      'long overdue': 'replacement',
      'damaged item': 'damage',
      'new card': 'card',
      deposit: 'deposit',
      rental: 'lending_fee',
      '*': 'other',
    },
  },
}
