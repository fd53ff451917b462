import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  addMoveFile,
  addMovePart,
  beginMove,
  changeMapping,
  checkout,
  explainLoan,
  type Move,
  type MoveMapping,
  moveRefusals,
  previewMove,
  readMove,
  reconcileMove,
  signMove,
  steerMove,
  takeBackMove,
} from '@kaft/contract'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { workOnMoves } from '../jobs.ts'
import { testNumber } from '../testing/made-up.ts'

/* A small library, through the doors that the screen has: with the faults that exports have, and what must never be seen. */
let world: World
let clock: TestClock
let library: Library
let lead: Someone
let desk: Someone
let move: Move
let branch: string

const command = () => ({ command_id: uuid7(world.now) })
const work = () => workOnMoves(clock.ctx('moving'))
const again = async (): Promise<Move> =>
  (move = (await world.call(readMove, { params: { move_id: move.move_id } }, lead)).body)
const steer = async (act: 'check' | 'freeze' | 'load' | 'stop', more: object = {}) =>
  world.call(steerMove, { params: { move_id: move.move_id }, body: { ...command(), act, ...more } }, lead)

async function upload(name: string, bytes: Buffer): Promise<void> {
  const at = { move_id: move.move_id }
  const file = await world.call(
    addMoveFile,
    { params: at, body: { ...command(), name, bytes: bytes.length } },
    lead,
  )
  assert.equal(file.status, 201, file.text)
  const said = await world.call(
    addMovePart,
    {
      params: { ...at, file_no: String(file.body.file_no) },
      body: { part_no: 1, last: true, bytes: bytes.toString('base64') },
    },
    lead,
  )
  assert.equal(said.status, 201, said.text)
}

const records = `<collection>${['b1', 'b2', 'b3']
  .map(
    (n, i) =>
      `<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">${n}</controlfield><datafield tag="020" ind1=" " ind2=" "><subfield code="a">${['9789044632576', '9789022337516', ''][i]}</subfield></datafield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">Verhuisboek ${n}</subfield></datafield></record>`,
  )
  .join('')}</collection>`
const items = () =>
  `nummer;streepjescode;titel;isbn;vestiging;materiaalsoort;prijs;uitleenbaar;interne nota
1;V0001;b1;;CEN;Boek;12,50;ja;NIETKIJKEN-A
2;V0002;;9789022337516;CEN;dvd;1.000,00;ja;NIETKIJKEN-B
3;V0003;b3;;CEN;Boek;7,95;ja;
4;V0004;b9;;CEN;Boek;7,95;ja;
5;V0005;b1;;ELDERS;Boek;7,95;ja;
6;V0001;b1;;CEN;Boek;7,95;ja;
7;V0007;b1;;CEN;Boek;veel;ja;
`
const numbers = [testNumber(41), testNumber(42)]
const people = () =>
  `nummer;kaart;naam;voornaam;geboortedatum;e-mail;straat;lidsoort;lid_tot;historiek_bewaren;rijksregisternummer;geloof
p1;K1;Testmans;Noëlle;17/05/1984;noelle@voorbeeld.test;Proefstraat 1;VOL;31/12/2027;ja;${numbers[0]};GELOOF-X
p2;K2;Van Testen;Gérard;1990;geen adres;;VOL;31/12/2027;nee;${numbers[1]};GELOOF-Y
p3;K3;Dubbel;Nummer;01/02/1970;;;VOL;;nee;${numbers[0]};
p4;K1;Zelfde;Kaart;01/02/1970;;;VOL;;nee;;
p5;K5;;Zonder naam;01/02/1970;;;VOL;;nee;;
p6;K6;Andere;Soort;01/02/1970;;;XYZ;;nee;;
`
const loans = () =>
  `nummer;lener;exemplaar;uitgeleend_op;inleverdatum;verlengd
l1;p1;1;01/11/2026;24/12/2026;1
l2;p2;2;02/11/2026;03/12/2026;0
l3;p9;3;02/11/2026;03/12/2026;0
l4;p2;1;02/11/2026;03/12/2026;0
`
const holds = () =>
  `nummer;lener;titel;vestiging;gereserveerd_op;plaats_in_de_rij;toestand;exemplaar;afhalen_tot
h1;p2;b1;CEN;01/10/2026;2;wacht;;
h2;p3;b1;CEN;05/10/2026;1;wacht;;
h3;p1;b3;CEN;20/10/2026;0;ligt klaar;3;30/11/2026
`
const charges = () =>
  `nummer;lener;soort;bedrag;datum;exemplaar;omschrijving
c1;p1;boete;2,50;01/11/2026;1;VERBODEN TITEL
c2;p2;lidgeld;5,00;01/11/2026;;
c3;p2;anders;-1,20;01/11/2026;;
c4;p1;boete;0,00;01/11/2026;;
c5;p9;boete;9,99;01/11/2026;;
`
const history = () =>
  `lener;exemplaar;uitgeleend_op;teruggebracht_op
p1;3;01/01/2026;20/01/2026
p2;3;01/02/2026;20/02/2026
`

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  library = await world.library('Verhuisgem')
  branch = (
    await world.rows('select code from organisation.branch where branch_id = $1', [library.branches[0]])
  )[0]!.code!
  lead = await world.staff(library, ['overstap'])
  desk = await world.staff(library, ['hoofd_balie'])
  await world.rows(
    `insert into organisation.setting (library_id, key, value) values ($1, 'patrons.use_national_number', 'true')`,
    [library.library_id],
  )
  await aRegulation(world, library)
})
after(async () => {
  await clock.close()
  await world.close()
})

const mapped = (mapping: MoveMapping): MoveMapping => ({
  ...mapping,
  codes: {
    ...mapping.codes,
    branch: { CEN: branch },
    membership_type: { VOL: 'volwassene' },
    item_type: { Boek: 'book' },
  },
  files: mapping.files.map(f => ({
    ...f,
    gives: f.gives.map(g => ({
      ...g,
      columns: Object.fromEntries(
        Object.entries(g.columns).map(([name, c]) => [name, { ...c, dates: 'day_first' as const }]),
      ),
    })),
  })),
})
/** Words of the files that belong to no field: they may stand nowhere, ever. */
const secrets = ['NIETKIJKEN', 'GELOOF', 'VERBODEN TITEL']

async function everywhere(): Promise<string> {
  const tables = await world.rows(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('patrons','inventory','circulation','finance','messaging','organisation','base','privacy') or (schemaname = 'moving' and tablename <> 'part')",
  )
  let all = world.logged.join('\n')
  for (const { name } of tables) {
    const [row] = await world.rows(`select coalesce(string_agg(t::text, E'\\n'), '') as text from ${name} t`)
    all += row!.text
  }
  return all
}

describe('a library moves in', { concurrency: false }, () => {
  test('begins with what is known of any system, and once', async () => {
    const made = await world.call(beginMove, { body: { ...command(), system: 'csv' } }, lead)
    assert.equal(made.status, 201, made.text)
    move = made.body
    assert.equal(
      (await world.call(beginMove, { body: { ...command(), system: 'csv' } }, lead)).problem.code,
      'move_open_already',
    )
    const other = await world.staff(library, ['beheer', 'hoofd_balie'])
    assert.equal((await world.call(readMove, { params: { move_id: move.move_id } }, other)).status, 403)
    assert.equal((await steer('check')).problem.code, 'move_no_files')
  })

  test('looks at files in any coding, and names columns without their values', async () => {
    await upload('records.xml', Buffer.from(records))
    await upload('exemplaren.csv', Buffer.from(items(), 'latin1'))
    await upload('leners.csv', Buffer.from(people(), 'latin1'))
    for (const [name, text] of [
      ['uitleningen.csv', loans()],
      ['reserveringen.csv', holds()],
      ['kosten.csv', charges()],
      ['historiek.csv', history()],
    ] as const)
      await upload(name, Buffer.from(text))
    await again()
    const file = move.files.find(f => f.name === 'leners.csv')
    assert.deepEqual([file?.encoding, file?.delimiter, file?.rows], ['windows-1252', ';', 6])
    assert.deepEqual(
      file?.columns.find(c => c.name === 'geloof'),
      { name: 'geloof', filled: 2, taken: false },
    )
    assert.deepEqual(
      move.files.map(f => f.map_no !== null),
      [true, true, true, true, true, true, true],
    )
    const twice = await world.call(
      addMoveFile,
      { params: { move_id: move.move_id }, body: { ...command(), name: 'leners.csv', bytes: 1 } },
      lead,
    )
    assert.equal(twice.problem.code, 'move_file_twice')
  })

  test('a preview shows fields of the allow-list, and the words that nobody explained', async () => {
    const file = move.files.find(f => f.name === 'leners.csv')!
    const map = move.mapping.files[file.map_no!]!
    const ask = (codes: MoveMapping['codes'], files = map) =>
      world.call(
        previewMove,
        {
          params: { move_id: move.move_id, file_no: String(file.file_no) },
          body: { map: files, codes, give: 0 },
        },
        lead,
      )
    const blank = await ask(move.mapping.codes)
    assert.ok(
      blank.body.unknown.some(u => u.field === 'membership_type' && u.word === 'VOL' && u.count === 5),
    )
    const fine = mapped(move.mapping)
    const said = await ask(fine.codes, fine.files[file.map_no!])
    assert.equal(said.body.rows[0]?.values['family_name'], 'Testmans')
    assert.equal(said.body.rows[0]?.values['national_number'], `•••••••••${numbers[0]!.slice(-2)}`)
    assert.equal(said.body.rows[0]?.refused, null)
    assert.ok(!secrets.some(s => said.text.includes(s)), said.text)
    const odd = { ...map, gives: [{ kind: 'patrons' as const, columns: { religion: { from: ['geloof'] } } }] }
    assert.equal((await ask(fine.codes, odd)).problem.code, 'mapping_invalid')
  })

  test('the dry run tells what would happen, and writes none of it', async () => {
    assert.equal((await steer('freeze')).problem.code, 'move_wrong_state')
    const changed = await world.call(
      changeMapping,
      {
        params: { move_id: move.move_id },
        body: { ...command(), version: move.version, mapping: mapped(move.mapping) },
      },
      lead,
    )
    assert.equal(changed.status, 200, changed.text)
    assert.equal((await steer('check')).status, 201)
    await work()
    await again()
    assert.equal(move.state, 'checked', move.fault ?? '')
    const of = (kind: string) => {
      const t = move.tallies.find(x => x.kind === kind && x.pass === 0)!
      return [t.read, t.made, t.refused, t.left_behind]
    }
    assert.deepEqual(of('items'), [7, 4, 3, 0])
    assert.deepEqual(of('patrons'), [6, 3, 3, 0])
    assert.deepEqual(of('loans'), [4, 2, 2, 0])
    assert.deepEqual(of('charges'), [5, 3, 1, 1])
    assert.deepEqual(of('history'), [2, 1, 0, 1])
    const [count] = await world.rows(
      'select (select count(*) from patrons.patron) as p, (select count(*) from inventory.item) as i, (select count(*) from cataloguing.title) as t',
    )
    assert.deepEqual(count, { p: '0', i: '0', t: '0' })
  })

  test('what stays behind is told by line, reason and field, never by value', async () => {
    const said = await world.call(
      moveRefusals,
      { params: { move_id: move.move_id }, query: { pass: '0' } },
      lead,
    )
    const lines = said.body.rows.map(r => `${r.file} ${r.line_no} ${r.reason} ${r.field ?? ''}`.trim())
    for (const line of [
      'exemplaren.csv 5 title_unknown',
      'exemplaren.csv 6 code_unknown branch',
      'exemplaren.csv 7 barcode_in_use barcode',
      'exemplaren.csv 8 value_unreadable price',
      'leners.csv 3 email_invalid email',
      'leners.csv 4 number_twice national_number',
      'leners.csv 5 card_in_use card',
      'leners.csv 6 field_missing family_name',
      'leners.csv 7 code_unknown membership_type',
      'uitleningen.csv 4 patron_unknown',
      'uitleningen.csv 5 item_on_loan',
      'kosten.csv 6 patron_unknown',
    ])
      assert.ok(lines.includes(line), `${line} in\n${lines.join('\n')}`)
    for (const value of ['Testmans', 'K1', 'geen adres', ...secrets, ...numbers])
      assert.ok(!said.text.includes(value), value)
  })

  test('from the freeze on the library rests, and what was changed asks for another dry run', async () => {
    assert.equal((await steer('load')).problem.code, 'move_wrong_state')
    assert.equal((await steer('freeze')).status, 201)
    const [row] = await world.rows('select rests_since from organisation.library where library_id = $1', [
      library.library_id,
    ])
    assert.ok(row?.rests_since)
    await again()
    const body = { ...command(), version: move.version, mapping: move.mapping }
    await world.call(changeMapping, { params: { move_id: move.move_id }, body }, lead)
    assert.equal((await steer('load')).problem.code, 'move_check_again')
    // Another dry run is for a move that is not frozen: this one is stopped, and begun again.
    assert.equal((await steer('stop')).status, 201)
    const [after] = await world.rows('select rests_since from organisation.library where library_id = $1', [
      library.library_id,
    ])
    assert.equal(after?.rests_since, null)
  })

  test('loads, and both sides come out even to the cent', async () => {
    const { mapping } = move
    move = (await world.call(beginMove, { body: { ...command(), system: 'csv' } }, lead)).body
    await world.call(
      changeMapping,
      { params: { move_id: move.move_id }, body: { ...command(), version: move.version, mapping } },
      lead,
    )
    await upload('records.xml', Buffer.from(records))
    await upload('exemplaren.csv', Buffer.from(items(), 'latin1'))
    await upload('leners.csv', Buffer.from(people(), 'latin1'))
    for (const [name, text] of [
      ['uitleningen.csv', loans()],
      ['reserveringen.csv', holds()],
      ['kosten.csv', charges()],
      ['historiek.csv', history()],
    ] as const)
      await upload(name, Buffer.from(text))
    await steer('check')
    await work()
    assert.equal((await steer('freeze')).status, 201)
    assert.equal((await steer('load')).status, 201)
    await work()
    await again()
    assert.equal(move.state, 'loaded', move.fault ?? '')
    for (const t of move.tallies.filter(x => x.pass === 1)) {
      const dry = move.tallies.find(x => x.pass === 0 && x.kind === t.kind)
      assert.deepEqual({ ...t, pass: 0 }, dry, `the load of ${t.kind} did what the dry run said`)
    }
    const counts = (await world.call(reconcileMove, { params: { move_id: move.move_id } }, lead)).body
    assert.equal(counts.fits, true, JSON.stringify(counts))
    const money = counts.rows.find(r => r.kind === 'charges')
    assert.deepEqual([money?.source_cents, money?.refused_cents, money?.here_cents], [1629, 999, 630])
    const [parts] = await world.rows('select count(*) from moving.part')
    assert.equal(parts?.count, '0', 'the files themselves are gone')
    const all = await everywhere()
    for (const secret of [...secrets, ...numbers])
      assert.ok(!all.includes(secret), `${secret} stands somewhere`)
  })

  test('each row is what it was: due day, queue, hold shelf, number, and where it came from', async () => {
    const [loan] = await world.rows(
      `select l.loan_id, l.due_on::text, l.renewals, l.trace ->> 'moved' as moved, t.version_id, t.resolved -> 'renewals' as allowed from circulation.loan l
         join inventory.item i using (item_id) join circulation.terms t using (terms_id) where i.barcode = 'V0001' and l.returned_at is null`,
    )
    assert.deepEqual([loan?.due_on, loan?.renewals, loan?.moved, loan?.allowed], ['2026-12-24', 1, 'true', 2])
    const why = await world.call(
      explainLoan,
      { params: { loan_id: loan!.loan_id! }, query: { about: 'due', lang: 'nl' } } as never,
      desk,
    )
    assert.match(JSON.stringify(why.body), /uit het vorige systeem/)
    const queue = await world.rows(
      `select c.code from circulation.hold h join cataloguing.title t using (title_id) join patrons.card c on c.patron_id = h.patron_id
        where t.control_number = 'b1' order by h.placed_at, h.hold_id`,
    )
    assert.deepEqual(
      queue.map(q => q.code),
      ['K3', 'K2'],
    )
    const [ready] = await world.rows(
      'select h.state, h.hold_code, s.status from circulation.hold h join circulation.item_status s on s.item_id = h.item_id',
    )
    assert.equal(ready?.status, 'hold_shelf')
    assert.match(ready?.hold_code ?? '', /^T-\d+$/)
    const [patron] = await world.rows(
      `select p.provenance -> 'email' ->> 'from' as source, p.birth_on, x.number_cipher from patrons.patron p join patrons.person x using (person_id) join patrons.card c using (patron_id) where c.code = 'K1'`,
    )
    assert.equal(patron?.source, 'migration')
    const kept = await world.rows(
      'select c.code from circulation.loan l join patrons.card c using (patron_id) where l.returned_at is not null',
    )
    assert.deepEqual(kept, [{ code: 'K1' }])
    const [events] = await world.rows('select count(*) from circulation.event')
    assert.equal(events?.count, '0', 'this library lent nothing itself')
  })

  test('the same export again changes nothing; a later one only what changed', async () => {
    await upload(
      'uitleningen.csv',
      Buffer.from(
        loans()
          .replace('l1;p1;1;01/11/2026;24/12/2026;1', 'l1;p1;1;01/11/2026;14/01/2027;2')
          .replace(/l2.*\n/, ''),
      ),
    )
    await upload('kosten.csv', Buffer.from(charges().replace('c1;p1;boete;2,50', 'c1;p1;boete;1,00')))
    await upload('leners.csv', Buffer.from(people().replace('Proefstraat 1', 'Proefstraat 2'), 'latin1'))
    assert.equal((await steer('load', { whole: true })).status, 201)
    await work()
    await again()
    const of = (kind: string) => {
      const t = move.tallies.find(x => x.kind === kind && x.pass === 2)!
      return { made: t.made, changed: t.changed, same: t.same, gone: t.gone }
    }
    assert.deepEqual(of('patrons'), { made: 0, changed: 1, same: 2, gone: 0 })
    assert.deepEqual(of('loans'), { made: 0, changed: 1, same: 0, gone: 1 })
    assert.deepEqual(of('charges'), { made: 0, changed: 1, same: 2, gone: 0 })
    const counts = (await world.call(reconcileMove, { params: { move_id: move.move_id } }, lead)).body
    assert.equal(counts.fits, true, JSON.stringify(counts.rows))
    assert.equal(counts.rows.find(r => r.kind === 'charges')?.here_cents, 480)
    const [due] = await world.rows(
      "select l.due_on::text from circulation.loan l join inventory.item i using (item_id) where i.barcode = 'V0001' and l.returned_at is null",
    )
    assert.equal(due?.due_on, '2027-01-14')
    const [back] = await world.rows(
      "select s.status from circulation.item_status s join inventory.item i using (item_id) where i.barcode = 'V0002'",
    )
    assert.equal(back?.status, 'available')
  })

  test('somebody signs, and every patron is told', async () => {
    const counts = (await world.call(reconcileMove, { params: { move_id: move.move_id } }, lead)).body
    const sign = (refused: number) =>
      world.call(
        signMove,
        { params: { move_id: move.move_id }, body: { ...command(), refused, without_email: 'visit' } },
        lead,
      )
    assert.equal((await sign(counts.behind + 1)).problem.code, 'changed_meanwhile')
    const signed = await sign(counts.behind)
    assert.equal(signed.status, 201, signed.text)
    assert.equal(signed.body.state, 'live')
    assert.match(signed.body.signed_by ?? '', /Testmedewerker/)
    await work()
    const told = await world.rows(
      `select c.code, p.statement_how, m.channel, m.kind, m.not_before = v.undo_until as waits from patrons.patron p join patrons.card c using (patron_id)
         left join messaging.message m on m.patron_id = p.patron_id cross join moving.move v where v.state = 'live' order by c.code`,
    )
    assert.deepEqual(told, [
      { code: 'K1', statement_how: 'message', channel: 'email', kind: 'moved_in', waits: true },
      { code: 'K2', statement_how: null, channel: null, kind: null, waits: null },
      { code: 'K3', statement_how: null, channel: null, kind: null, waits: null },
    ])
  })

  test('the way back: everything goes out, but for what something was done with since', async () => {
    const own = await aPatron(world, library)
    const lent = await world.call(checkout, { body: { ...command(), barcode: 'V0002', card: 'K2' } }, desk)
    assert.ok([200, 201].includes(lent.status), lent.text)
    const back = await world.call(
      takeBackMove,
      { params: { move_id: move.move_id }, body: { ...command(), reason: 'Verkeerde export' } },
      lead,
    )
    assert.equal(back.status, 201, back.text)
    await work()
    await again()
    assert.equal(move.state, 'taken_back')
    const patrons = await world.rows(
      'select p.patron_id, c.code from patrons.patron p join patrons.card c using (patron_id) order by c.code',
    )
    assert.deepEqual(patrons.map(p => p.code).sort(), [own.card, 'K2'].sort())
    assert.deepEqual(await world.rows('select barcode from inventory.item'), [{ barcode: 'V0002' }])
    assert.deepEqual(await world.rows('select control_number from cataloguing.title'), [
      { control_number: 'b2' },
    ])
    const [sums] = await world.rows(
      'select (select count(*) from circulation.hold) as holds, (select count(*) from circulation.loan) as loans, (select coalesce(sum(amount_cents), 0) from finance.entry) as cents',
    )
    assert.deepEqual(sums, { holds: '0', loans: '1', cents: '0' })
    const listed = await world.call(
      moveRefusals,
      { params: { move_id: move.move_id }, query: { pass: '-1' } },
      lead,
    )
    assert.deepEqual(
      listed.body.rows.map(r => [r.kind, r.reason, r.patron_id !== null || r.item_id !== null]),
      [
        ['patrons', 'used_since', true],
        ['items', 'used_since', true],
      ],
    )
    const [rest] = await world.rows('select rests_since from organisation.library where library_id = $1', [
      library.library_id,
    ])
    assert.equal(rest?.rests_since, null)
  })

  test('and what went out can come in again', async () => {
    const { mapping } = move
    move = (await world.call(beginMove, { body: { ...command(), system: 'csv' } }, lead)).body
    await world.call(
      changeMapping,
      { params: { move_id: move.move_id }, body: { ...command(), version: move.version, mapping } },
      lead,
    )
    await upload('records.xml', Buffer.from(records))
    await steer('check')
    await work()
    await steer('freeze')
    await steer('load')
    await work()
    const [titles] = await world.rows(
      'select count(*), (select count(*) from cataloguing.title_search) as found from cataloguing.title',
    )
    assert.deepEqual(titles, { count: '3', found: '3' })
    world.now = world.now.add({ hours: 30 })
    const counts = (await world.call(reconcileMove, { params: { move_id: move.move_id } }, lead)).body
    await world.call(
      signMove,
      {
        params: { move_id: move.move_id },
        body: { ...command(), refused: counts.behind, without_email: 'visit' },
      },
      lead,
    )
    world.now = world.now.add({ hours: 25 })
    const late = await world.call(
      takeBackMove,
      { params: { move_id: move.move_id }, body: { ...command(), reason: 'Te laat' } },
      lead,
    )
    assert.equal(late.problem.code, 'move_too_late')
  })
})
