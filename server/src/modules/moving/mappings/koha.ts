import type { MoveColumn, MoveMapping } from '@kaft/contract'

const of = (from: string | readonly string[], more: Omit<MoveColumn, 'from'> = {}): MoveColumn => ({
  from: typeof from === 'string' ? [from] : [...from],
  ...more,
})
const first = (...from: string[]): MoveColumn => of(from, { pick: 'first' })
const patron = { patron: of('borrowernumber'), card: of('cardnumber') }
const item = { item: of('itemnumber'), barcode: of('barcode') }

/**
 * Koha, by the tables of its database as saved reports and "Export" give them: borrowers, items, issues, reserves,
 * accountlines, old_issues, and the records of biblio with the biblionumber in 001.
 */
export const koha: MoveMapping = {
  system: 'koha',
  files: [
    { match: '*.mrc', format: 'marc', gives: [{ kind: 'titles', columns: {} }] },
    { match: '*.xml', format: 'marc', gives: [{ kind: 'titles', columns: {} }] },
    {
      match: 'items*',
      format: 'csv',
      gives: [
        {
          kind: 'items',
          columns: {
            key: of('itemnumber'),
            barcode: of('barcode'),
            title: of('biblionumber'),
            isbn: of('isbn'),
            branch: of('homebranch'),
            item_type: first('itype', 'itemtype'),
            shelf: first('location', 'permanent_location'),
            call_number: of('itemcallnumber'),
            price: first('replacementprice', 'price'),
            loanable: of('notforloan', { codes: 'loanable' }),
            state: of(['withdrawn', 'itemlost', 'damaged'], {
              pick: 'flags',
              codes: 'item_state',
              fixed: 'in_use',
            }),
            acquired_on: of('dateaccessioned'),
          },
        },
      ],
    },
    {
      match: 'borrowers*',
      format: 'csv',
      gives: [
        {
          kind: 'patrons',
          columns: {
            key: of('borrowernumber'),
            card: of('cardnumber'),
            family_name: of('surname'),
            given_name: of('firstname'),
            birth_on: of('dateofbirth'),
            gender: of('sex', { codes: 'gender', fixed: 'unknown' }),
            street: of(['address', 'streetnumber']),
            postcode: of('zipcode'),
            municipality: of('city'),
            email: first('email', 'emailpro'),
            phone: first('mobile', 'phone'),
            language: of('lang', { codes: 'language' }),
            keep_history: of('privacy', { codes: 'privacy' }),
            membership_type: of('categorycode'),
            member_since: of('dateenrolled'),
            member_until: of('dateexpiry'),
          },
        },
        {
          kind: 'blocks',
          only_if: 'debarred',
          columns: {
            ...patron,
            reason: of('debarredcomment', { fixed: 'Geblokkeerd in het vorige systeem' }),
            until: of('debarred'),
          },
        },
      ],
    },
    {
      match: 'issues*',
      format: 'csv',
      gives: [
        {
          kind: 'loans',
          only_if: '!returndate',
          columns: {
            key: of('issue_id'),
            ...patron,
            ...item,
            lent_at: of('issuedate'),
            due_on: of('date_due'),
            renewals: first('renewals_count', 'renewals'),
            branch: of('branchcode'),
          },
        },
      ],
    },
    {
      match: 'reserves*',
      format: 'csv',
      gives: [
        {
          kind: 'holds',
          columns: {
            key: of('reserve_id'),
            ...patron,
            ...item,
            title: of('biblionumber'),
            branch: of('branchcode'),
            placed_at: of('reservedate'),
            place: of('priority'),
            state: of('found', { codes: 'hold_state', fixed: 'waiting' }),
            ready_until: of('expirationdate'),
            suspended_until: of('suspend_until'),
          },
        },
      ],
    },
    {
      match: 'accountlines*',
      format: 'csv',
      gives: [
        {
          kind: 'charges',
          columns: {
            key: of('accountlines_id'),
            ...patron,
            ...item,
            kind: of(['debit_type_code', 'accounttype'], { pick: 'first', codes: 'kind', fixed: 'other' }),
            amount: of('amountoutstanding'),
            on_day: of('date'),
          },
        },
      ],
    },
    {
      match: 'old_issues*',
      format: 'csv',
      gives: [
        {
          kind: 'history',
          columns: { ...patron, ...item, lent_on: of('issuedate'), returned_on: of('returndate') },
        },
      ],
    },
  ],
  codes: {
    branch: {},
    item_type: {},
    membership_type: {},
    gender: { M: 'm', F: 'f', O: 'x', X: 'x', '*': 'unknown' },
    language: {
      nl: 'nl',
      'nl-nl': 'nl',
      'nl-be': 'nl',
      'fr-fr': 'fr',
      fr: 'fr',
      en: 'en',
      'de-de': 'de',
      de: 'de',
      '*': 'nl',
    },
    /** 0 keeps for ever, because the patron asked; 1 is the house's default and 2 never. */
    privacy: { 0: 'yes', 1: 'no', 2: 'no', '*': 'no' },
    loanable: { 0: 'yes', '*': 'no' },
    item_state: { withdrawn: 'withdrawn', itemlost: 'lost', damaged: 'damaged' },
    hold_state: { W: 'ready', T: 'in_transit', P: 'waiting' },
    kind: {
      OVERDUE: 'fine',
      F: 'fine',
      FU: 'fine',
      LOST: 'replacement',
      L: 'replacement',
      PROCESSING: 'processing',
      ACCOUNT: 'membership',
      ACCOUNT_RENEW: 'membership',
      A: 'membership',
      NEW_CARD: 'card',
      N: 'card',
      RENT: 'lending_fee',
      RENT_DAILY: 'lending_fee',
      RENT_RENEW: 'lending_fee',
      RENT_DAILY_RENEW: 'lending_fee',
      RESERVE: 'hold',
      RESERVE_EXPIRED: 'hold',
      '*': 'other',
    },
  },
}
