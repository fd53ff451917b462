import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { MoveMapping } from '@kaft/contract'
import { moveFiles } from '../../../../../demo/move-files.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { openWorld, type World } from '../../../testing/world.ts'
import { loadFolder } from '../steer/load-folder.ts'
import { evergreen } from './evergreen.ts'
import { koha } from './koha.ts'
import { plain } from './plain.ts'

/*
 * Exports in the shape of each system: the columns of its tables under their documented names, in their order, with the
 * writing of its database. Every person and every value is invented.
 */
let world: World
let clock: TestClock
before(async () => {
  world = await openWorld()
  clock = openClock(world)
})
after(async () => {
  await clock.close()
  await world.close()
})

interface File {
  readonly name: string
  readonly text: string
}
type Row = Readonly<Record<string, string>>
/** A table as its report gives it: every column, also those that nobody takes. */
const table = (name: string, columns: string, rows: readonly Row[]): File => {
  const names = columns.split(' ')
  const quoted = (value: string): string => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const lines = rows.map(row => names.map(n => quoted(row[n] ?? '')).join(','))
  for (const row of rows)
    for (const key of Object.keys(row)) assert.ok(names.includes(key), `${name} has no column ${key}`)
  return { name, text: [names.join(','), ...lines].join('\n') }
}
const records = (...numbers: string[]): File => ({
  name: 'records.xml',
  text: `<collection>${numbers
    .map(
      n =>
        `<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">${n}</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Verzonnen boek ${n}</subfield></datafield></record>`,
    )
    .join('')}</collection>`,
})

async function bring(name: string, mapping: MoveMapping, files: readonly File[]) {
  const library = await world.library(name)
  await aRegulation(world, library)
  const [found] = await world.rows('select code from organisation.library where library_id = $1', [
    library.library_id,
  ])
  const codes = await world.rows('select code from organisation.branch where library_id = $1 order by code', [
    library.library_id,
  ])
  const told = await loadFolder(clock.ctx('moveIn'), {
    library: found!.code!,
    mapping: {
      ...mapping,
      codes: {
        ...mapping.codes,
        branch: {
          CPL: codes[0]!.code!,
          FPL: codes[1]!.code!,
          '4': codes[0]!.code!,
          '5': codes[1]!.code!,
          Dorp: codes[0]!.code!,
        },
        item_type: { BK: 'book', boek: 'book' },
        membership_type: { PT: 'volwassene', J: 'jeugd', '2': 'volwassene' },
      },
    },
    files: files.map(f => ({
      name: f.name,
      bytes: Buffer.byteLength(f.text),
      open: async function* () {
        yield Buffer.from(f.text)
      },
    })),
    load: true,
    whole: true,
  })
  const [stands] = await world.rows(
    `select (select count(*) from patrons.patron where library_id = $1)::integer as patrons, (select count(*) from inventory.item where library_id = $1)::integer as items,
            (select string_agg(state, ',' order by barcode) from inventory.item where library_id = $1) as states,
            (select count(*) from circulation.loan where library_id = $1 and returned_at is null)::integer as loans,
            (select string_agg(l.due_on::text || '/' || l.renewals, ',' order by l.due_on) from circulation.loan l where library_id = $1 and returned_at is null) as due,
            (select count(*) from circulation.hold where library_id = $1)::integer as holds,
            (select coalesce(sum(e.amount_cents), 0) from finance.entry e where e.library_id = $1)::integer as cents,
            (select count(*) from patrons.block where library_id = $1)::integer as blocks,
            (select string_agg(keep_history::text, ',' order by patron_id) from patrons.patron where library_id = $1) as keeps`,
    [library.library_id],
  )
  const refused = await world.rows(
    'select kind, reason, field from moving.refusal where library_id = $1 order by kind, reason, field',
    [library.library_id],
  )
  assert.equal(told.move.state, 'loaded')
  assert.equal(told.counts?.fits, true)
  return {
    stands: stands as unknown as Record<string, unknown>,
    refused: refused.map(r => Object.values(r).join(' ')),
  }
}

const borrowers =
  'borrowernumber cardnumber surname firstname middle_name title othernames initials pronouns streetnumber streettype address address2 city state zipcode country email phone mobile fax emailpro phonepro dateofbirth branchcode categorycode dateenrolled dateexpiry date_renewed gonenoaddress lost debarred debarredcomment contactname borrowernotes relationship sex password flags userid opacnote contactnote sort1 sort2 sms_provider_id privacy privacy_guarantor_fines checkprevcheckout updated_on lastseen lang login_attempts overdrive_auth_token anonymized autorenew_checkouts'
const kohaItems =
  'itemnumber biblionumber biblioitemnumber barcode dateaccessioned booksellerid homebranch price replacementprice replacementpricedate datelastborrowed datelastseen stack notforloan damaged damaged_on itemlost itemlost_on withdrawn withdrawn_on itemcallnumber coded_location_qualifier issues renewals reserves restricted itemnotes itemnotes_nonpublic holdingbranch timestamp location permanent_location onloan cn_source cn_sort ccode materials uri itype more_subfields_xml enumchron copynumber stocknumber new_status'

test('Koha: reports of borrowers, items, issues, reserves and accountlines', async () => {
  const item = {
    biblioitemnumber: '1',
    dateaccessioned: '2021-03-04',
    homebranch: 'CPL',
    holdingbranch: 'FPL',
    itype: 'BK',
    damaged: '0',
    itemlost: '0',
    withdrawn: '0',
    notforloan: '0',
  }
  const said = await bring('Kohagem', koha, [
    records('11', '12'),
    table('borrowers.csv', borrowers, [
      {
        borrowernumber: '51',
        cardnumber: '23529000035676',
        surname: 'Proefmans',
        firstname: 'Ada',
        streetnumber: '4',
        address: 'Teststraat',
        city: 'Kohagem',
        zipcode: '9000',
        email: 'ada@voorbeeld.be',
        dateofbirth: '1984-05-17',
        branchcode: 'CPL',
        categorycode: 'PT',
        dateenrolled: '2020-01-02',
        dateexpiry: '2030-12-31',
        sex: 'F',
        privacy: '0',
        lang: 'nl-BE',
      },
      {
        borrowernumber: '52',
        cardnumber: '23529000035684',
        surname: 'Toets, van',
        firstname: 'Bo',
        dateofbirth: '2016-02-03',
        branchcode: 'CPL',
        categorycode: 'J',
        dateenrolled: '2022-09-01',
        dateexpiry: '2030-08-31',
        sex: '',
        privacy: '1',
        lang: 'default',
        debarred: '9999-12-31',
        debarredcomment: 'Kast nog open',
      },
    ]),
    table('items.csv', kohaItems, [
      {
        ...item,
        itemnumber: '101',
        biblionumber: '11',
        barcode: '39999000000101',
        replacementprice: '12.500000',
        location: 'GEN',
      },
      { ...item, itemnumber: '102', biblionumber: '11', barcode: '39999000000102', itemlost: '2' },
      { ...item, itemnumber: '103', biblionumber: '12', barcode: '39999000000103', notforloan: '1' },
    ]),
    table(
      'issues.csv',
      'issue_id borrowernumber issuer_id itemnumber date_due branchcode returndate checkin_library lastreneweddate renewals_count unseen_renewals auto_renew auto_renew_error timestamp issuedate onsite_checkout note notedate noteseen',
      [
        {
          issue_id: '7001',
          borrowernumber: '51',
          itemnumber: '101',
          date_due: '2026-12-15 23:59:00',
          branchcode: 'CPL',
          renewals_count: '2',
          issuedate: '2026-11-03 14:22:10',
        },
      ],
    ),
    table(
      'reserves.csv',
      'reserve_id borrowernumber reservedate biblionumber item_group_id branchcode desk_id notificationdate reminderdate cancellationdate cancellation_reason reservenotes priority found timestamp itemnumber waitingdate expirationdate patron_expiration_date lowestPriority suspend suspend_until itemtype item_level_hold non_priority',
      [
        {
          reserve_id: '9001',
          borrowernumber: '52',
          reservedate: '2026-11-10',
          biblionumber: '12',
          branchcode: 'FPL',
          priority: '1',
          lowestPriority: '0',
          suspend: '0',
        },
      ],
    ),
    table(
      'accountlines.csv',
      'accountlines_id issue_id old_issue_id borrowernumber itemnumber date amount description credit_type_code debit_type_code credit_number status payment_type amountoutstanding timestamp note manager_id register_id interface branchcode',
      [
        {
          accountlines_id: '1',
          borrowernumber: '51',
          itemnumber: '101',
          date: '2026-10-01',
          amount: '2.500000',
          debit_type_code: 'OVERDUE',
          amountoutstanding: '1.250000',
        },
        {
          accountlines_id: '2',
          borrowernumber: '51',
          date: '2026-09-01',
          amount: '5.000000',
          debit_type_code: 'ACCOUNT',
          amountoutstanding: '0.000000',
        },
      ],
    ),
  ])
  assert.deepEqual(said.refused, [])
  assert.deepEqual(said.stands, {
    patrons: 2,
    items: 3,
    states: 'in_use,lost,in_use',
    loans: 1,
    due: '2026-12-15/2',
    holds: 1,
    cents: 125,
    blocks: 1,
    keeps: 'true,false',
  })
})

const usr =
  'id card barcode profile usrname email passwd standing ident_type ident_value ident_type2 ident_value2 net_access_level photo_url prefix first_given_name second_given_name family_name suffix pref_family_name alias day_phone evening_phone other_phone mailing_address billing_address home_ou dob active master_account super_user barred deleted juvenile usrgroup claims_returned_count credit_forward_balance last_xact_id create_date expire_date claims_never_checked_out_count last_update_time locale street1 street2 city post_code keep_history'
const copy =
  'id circ_lib creator call_number editor create_date edit_date copy_number status location loan_duration fine_level age_protect circulate deposit ref holdable deposit_amount price barcode circ_modifier circ_as_type dummy_title dummy_author alert_message opac_visible deleted floating dummy_isbn status_changed_time active_date mint_condition cost record label'
const circulation =
  'id usr xact_start xact_finish unrecovered target_copy circ_lib circ_staff checkin_staff checkin_lib renewal_remaining grace_period due_date stop_fines_time checkin_time create_time duration fine_interval recurring_fine max_fine phone_renewal desk_renewal opac_renewal duration_rule recurring_fine_rule max_fine_rule stop_fines workstation checkin_workstation copy_location checkin_scan_time auto_renewal auto_renewal_remaining parent_circ'

test('Evergreen: tables of actor, asset, action and money, with what came back and what was deleted', async () => {
  const item = {
    circ_lib: '4',
    create_date: '2019-02-03 10:11:12.131415-05',
    status: '0',
    circulate: 't',
    deleted: 'f',
    deposit: 'f',
    circ_modifier: 'BK',
  }
  const loan = {
    usr: '301',
    xact_start: '2026-11-02 15:04:05-05',
    circ_lib: '4',
    due_date: '2026-12-14 23:59:59-05',
    desk_renewal: 'f',
  }
  const said = await bring('Evergem-Proef', evergreen, [
    records('21', '22'),
    table('actor.usr.csv', usr, [
      {
        id: '301',
        barcode: '99999300001',
        profile: '2',
        usrname: 'cas',
        email: 'cas@voorbeeld.be',
        first_given_name: 'Cas',
        family_name: 'Oefenaer',
        dob: '1990-06-05',
        home_ou: '4',
        active: 't',
        barred: 'f',
        deleted: 'f',
        create_date: '2018-05-06 12:00:00-04',
        expire_date: '2030-05-06 00:00:00-04',
        locale: 'nl-NL',
        street1: 'Proefweg 9',
        city: 'Evergem',
        post_code: '9940',
        keep_history: 't',
      },
      {
        id: '302',
        barcode: '99999300002',
        profile: '2',
        usrname: 'dee',
        first_given_name: 'Dee',
        family_name: 'Verzonnen',
        dob: '1991-06-05',
        home_ou: '5',
        active: 't',
        barred: 't',
        deleted: 'f',
        create_date: '2018-05-06 12:00:00-04',
        expire_date: '2030-05-06 00:00:00-04',
        keep_history: 'f',
      },
      {
        id: '303',
        barcode: '99999300003',
        profile: '2',
        usrname: 'weg',
        first_given_name: 'Weg',
        family_name: 'Gewist',
        home_ou: '5',
        active: 'f',
        barred: 'f',
        deleted: 't',
        create_date: '2018-05-06 12:00:00-04',
      },
    ]),
    table('asset.copy.csv', copy, [
      { ...item, id: '501', record: '21', barcode: '33333000501', price: '14.95', label: 'ROM OEF' },
      { ...item, id: '502', record: '21', barcode: '33333000502', status: '3' },
      { ...item, id: '503', record: '22', barcode: '33333000503', deleted: 't' },
    ]),
    table('action.circulation.csv', circulation, [
      { ...loan, id: '801', target_copy: '501' },
      {
        ...loan,
        id: '802',
        target_copy: '502',
        checkin_time: '2026-10-20 11:00:00-04',
        xact_finish: '2026-10-20 11:00:00-04',
      },
    ]),
    table(
      'action.hold_request.csv',
      'id request_time capture_time fulfillment_time checkin_time return_time prev_check_time expire_time cancel_time cancel_cause cancel_note target current_copy fulfillment_staff fulfillment_lib request_lib requestor usr selection_ou selection_depth pickup_lib hold_type holdable_formats phone_notify email_notify sms_notify sms_carrier frozen thaw_date shelf_time cut_in_line mint_condition shelf_expire_time current_shelf_lib behind_desk',
      [
        {
          id: '901',
          request_time: '2026-11-05 09:00:00-05',
          target: '22',
          usr: '302',
          pickup_lib: '5',
          hold_type: 'T',
          frozen: 'f',
          expire_time: '2027-05-05 09:00:00-04',
        },
      ],
    ),
    table(
      'money.billable_xact_summary.csv',
      'id usr xact_start xact_finish total_paid last_payment_ts last_payment_note last_payment_type total_owed last_billing_ts last_billing_note last_billing_type balance_owed xact_type',
      [
        {
          id: '801',
          usr: '301',
          xact_start: '2026-11-02 15:04:05-05',
          total_owed: '0.75',
          last_billing_ts: '2026-11-20 23:59:59-05',
          last_billing_type: 'Overdue materials',
          balance_owed: '0.75',
          xact_type: 'circulation',
        },
        {
          id: '700',
          usr: '302',
          xact_start: '2025-11-02 15:04:05-05',
          total_owed: '3.00',
          total_paid: '3.00',
          last_billing_type: 'Overdue materials',
          last_billing_ts: '2025-12-02 15:04:05-05',
          balance_owed: '0.00',
          xact_type: 'circulation',
        },
      ],
    ),
  ])
  assert.deepEqual(said.refused, [])
  assert.deepEqual(said.stands, {
    patrons: 2,
    items: 2,
    states: 'in_use,lost',
    loans: 1,
    // The day on the clock of the library that lent: what its reader was told.
    due: '2026-12-14/0',
    holds: 1,
    cents: 75,
    blocks: 1,
    keeps: 'true,false',
  })
})

test('the files of the demonstration come in whole: a newcomer who tries a move is refused nothing', async () => {
  const said = await bring('Monsterhove', plain, moveFiles('2026-11-25'))
  assert.deepEqual(said.refused, [])
  assert.deepEqual(
    [
      said.stands['patrons'],
      said.stands['items'],
      said.stands['loans'],
      said.stands['holds'],
      said.stands['cents'],
    ],
    [12, 20, 6, 2, 445],
  )
})
