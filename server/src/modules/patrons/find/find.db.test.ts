import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { transact } from '../../../base/tx.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { nameTokens } from '../names.rules.ts'
import { ctxOf } from '../testing/ctx.ts'
import { aForm } from '../testing/forms.ts'
import { planFind } from './find.rules.ts'
import { findQuery } from './find.store.ts'

let world: World
let library: Library
let desk: Someone
before(async () => {
  world = await openWorld()
  library = await world.library('Testgem')
  desk = await world.staff(library, ['balie'])
})
after(() => world.close())

const register = async (wish: Parameters<typeof aForm>[0] = {}, as = desk) => {
  const said = await world.call(op.registerPatron, { body: aForm(wish) }, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const find = (q: string, as = desk, after?: string) =>
  world.call(op.findPatrons, { query: { q, ...(after === undefined ? {} : { after }) } }, as)
const names = async (q: string, as = desk) => {
  const said = await find(q, as)
  assert.equal(said.status, 200, said.text)
  return said.body.rows.map(r => r.name)
}

test('a patron is found by card, birth date, e-mail, telephone and each word of the name', async () => {
  const p = await register({
    family_name: 'Van den Broeck',
    given_name: 'Zoë',
    birth_on: '1971-03-09',
    email: 'Zoe.VDB@Bib.be',
    phone: '0470 12 34 56',
    card: 'C-1',
    municipality: 'Gent',
  })
  const ways = [
    'C-1',
    ' C-1 ',
    '9/3/1971',
    '09-03-71',
    '9 maart 1971',
    '19710309',
    'zoe.vdb@bib.be',
    'ZOE.vdb@',
    '+32 470 12 34 56',
    '0470/123456',
    'broeck',
    'van den broeck zoe',
    'zoë vandenb',
    'VANDENBROECK',
    'broeck 1971',
    'zoe 9/3/1971',
    'vandenbroek',
    'vandenbrock zoe',
    'brouck',
  ]
  for (const q of ways) {
    const { body } = await find(q)
    assert.deepEqual(
      body.rows,
      [
        {
          patron_id: p.patron_id,
          library_id: library.library_id,
          library_name: 'Testgem',
          name: 'Zoë Van den Broeck',
          birth_year: '1971',
          municipality: 'Gent',
          membership_name: 'Volwassene',
          member_until: '2027-11-25',
          card_tail: 'C-1',
        },
      ],
      q,
    )
  }
  for (const q of ['broeck 1972', 'jan broeck', 'zoe 10/3/1971', 'c-1', 'bib.be', '1971', 'xyzzy'])
    assert.deepEqual(await names(q), [], q)
})

test('P105 P113 a list shows no address, number, birth date or e-mail', async () => {
  await register({
    family_name: 'Zichtbaar',
    street: 'Geheime straat 1',
    email: 'geheim@bib.be',
    phone: '09 111 22 33',
    birth_on: '1980-08-08',
  })
  const { text } = await find('zichtbaar')
  for (const hidden of ['Geheime', 'geheim@', '111', '1980-08-08']) assert.ok(!text.includes(hidden), hidden)
})

test('a name that is typed well is not buried under those that resemble it', async () => {
  await register({ family_name: 'Lambrecht', given_name: 'Jan' })
  await register({ family_name: 'Lambrechts', given_name: 'Els' })
  await register({ family_name: 'Lembrecht', given_name: 'Piet' })
  assert.deepEqual(await names('lambrechts'), ['Els Lambrechts'])
  assert.deepEqual(await names('lambreght jan'), ['Jan Lambrecht'])
  assert.deepEqual((await names('lambrexht')).toSorted(), ['Jan Lambrecht'])
})

test('current members come before ended ones, then by name; pages of fifty go on where the last one stopped', async () => {
  const many = await world.library('Veelgem')
  const me = await world.staff(many, ['balie'])
  for (let i = 0; i < 120; i++)
    await register({ family_name: `Veelman${String.fromCharCode(97 + (i % 26))}`, given_name: `Nr${i}` }, me)
  await world.rows(
    `update patrons.patron set member_until = '2020-01-01' where library_id = $1 and family_name < 'Veelmanf'`,
    [many.library_id],
  )
  const rows: { name: string; member_until: string | null; patron_id: string }[] = []
  const sizes: number[] = []
  let next: string | undefined
  do {
    const query = {
      q: 'veelm',
      ended: 'open_matters' as const,
      ...(next === undefined ? {} : { after: next }),
    }
    const { body } = await world.call(op.findPatrons, { query }, me)
    rows.push(...body.rows)
    sizes.push(body.rows.length)
    next = body.next ?? undefined
  } while (next)
  assert.deepEqual(sizes, [50, 50, 20])
  assert.equal(new Set(rows.map(r => r.patron_id)).size, 120)
  const key = (r: (typeof rows)[number]) =>
    `${r.member_until! < '2026' ? 1 : 0}${r.name.split(' ').toReversed().join(' ').toLowerCase()}`
  assert.deepEqual(rows.map(key), rows.map(key).toSorted())
  const seen = await world.rows(
    'select count(distinct patron_id) as n from privacy.access_log where staff_id = $1',
    [me.staff_id],
  )
  assert.equal(seen[0]!.n, '120')
})

test('a page that was not given is refused; one behind a patron that went shows nothing', async () => {
  for (const after of ['x', '1 or 1=1', '0', '-1', '99999999999999999999', "'"]) {
    const said = await find('jan', desk, after)
    assert.deepEqual([said.status, said.problem.code], [400, 'invalid'], after)
  }
  assert.deepEqual((await find('lambrecht', desk, '999999999')).body, {
    rows: [],
    next: null,
    ended: false,
  })
})

test('what is typed is only ever compared, never run or matched', async () => {
  await register({ family_name: "O'Brien; drop table", given_name: '100%' })
  const before = await world.rows('select count(*) as n from patrons.patron')
  const odd = [
    "'",
    "' or '1'='1",
    "'; drop table patrons.patron; --",
    '%',
    '_',
    '%%%',
    'a%',
    '\\',
    '\\x',
    '"',
    '$1',
    '${q}',
    '~',
    '-',
    '~zzzz',
    '-zzzz',
    '*',
    '(',
    '[a-z]',
    '🙂',
    'ﷺ',
    '\u202e',
    'NULL',
    'undefined',
    '0x1',
    '1e9',
  ]
  for (const q of odd) {
    const said = await find(q)
    assert.equal(said.status, 200, `${q}: ${said.text}`)
    assert.deepEqual(said.body.rows, [], q)
  }
  assert.deepEqual(await names("o'brien"), ["100% O'Brien; drop table"])
  assert.deepEqual(await world.rows('select count(*) as n from patrons.patron'), before)
  for (const q of ['a\0b', '', 'x'.repeat(121)])
    assert.equal((await find(q)).problem.code, 'invalid', JSON.stringify(q))
})

test('P60 P61 a partner finds a patron as long as the agreement runs, a stranger never', async () => {
  const partner = await world.library('Partnergem')
  const there = await world.staff(partner, ['balie'])
  await register({
    family_name: 'Samenwerker',
    birth_on: '1966-06-06',
    email: 'samen@bib.be',
    phone: '0499 99 99 99',
    card: 'SAMEN',
  })
  const ways = ['samenwerker', 'samenwerkr', 'SAMEN', '6/6/1966', 'samen@bib.be', '0499999999']
  const hits = async () => Promise.all(ways.map(async q => (await names(q, there)).length))
  const none = ways.map(() => 0)
  const all = ways.map(() => 1)

  assert.deepEqual(await hits(), none)
  const agreement_id = await world.agreement('3b', [library, partner])
  assert.deepEqual(await hits(), all)
  const [row] = (await find('samenwerker', there)).body.rows
  assert.equal(row!.library_name, 'Testgem')

  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [
    agreement_id,
  ])
  assert.deepEqual(await hits(), none)
  const rung_two = await world.agreement('2', [library, partner])
  assert.deepEqual(await hits(), none)
  await world.rows('update organisation.agreement set ended_at = now() where agreement_id = $1', [rung_two])
  await world.agreement('3a', [library, partner])
  assert.deepEqual(await hits(), all)
})

const families =
  'Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Vandenbroeck Dubois Lambert Dupont Martens Vermeulen Aerts Verhaeghe Michiels Hermans Lemmens'.split(
    ' ',
  )
const given =
  'Jan Piet Els An Zoe Lucas Louise Emma Noah Arthur Mohamed Fatima Marie Jean Lotte Wout Nele Bram Lien Tom'.split(
    ' ',
  )

/** Twenty thousand invented patrons in one library, with the tokens that registration makes. */
async function crowd(library_id: string): Promise<void> {
  const people = Array.from({ length: 20_000 }, (_, i) => ({
    family_name: `${families[i % 20]}${i % 7 === 0 ? ` ${families[(i * 3) % 20]}` : ''}${String.fromCharCode(97 + (i % 23))}${String.fromCharCode(97 + (i % 19))}`,
    given_name: given[Math.floor(i / 20) % 20]!,
  }))
  const made = await world.rows(
    `insert into patrons.patron (library_id, family_name, given_name, birth_on, gender, language, message_channel, membership_type,
       member_since, provenance, registered_at)
     select $1, f, g, '1984-05-17', 'x', 'nl', 'letter', 'volwassene', '2026-01-01', '{}', now()
       from unnest($2::text[], $3::text[]) with ordinality as p(f, g, n) order by n returning patron_id`,
    [library_id, people.map(p => p.family_name), people.map(p => p.given_name)],
  )
  const tokens = people.flatMap((p, i) => nameTokens(p).map(token => [token, made[i]!.patron_id] as const))
  await world.rows(
    'insert into patrons.name_token select $1, t, p from unnest($2::text[], $3::bigint[]) as r(t, p)',
    [library_id, tokens.map(t => t[0]), tokens.map(t => t[1])],
  )
  await world.rows('vacuum analyze patrons.name_token')
  await world.rows('vacuum analyze patrons.patron')
}

/** Names of the tables that a plan reads from end to end. */
const scanned = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return []
  const self = node as Record<string, unknown>
  const here = self['Node Type'] === 'Seq Scan' ? [String(self['Relation Name'])] : []
  return [...here, ...Object.values(self).flatMap(scanned)]
}

test('under row-level security the search walks the index of the tokens, never the table', async () => {
  const big = await world.library('Grootgem')
  const me = await world.staff(big, ['balie'])
  await crowd(big.library_id)
  const ctx = await ctxOf(world, me, 'findPatrons')
  for (const [q, fuzzy] of [
    ['peeters', false],
    ['jan maes', false],
    ['vandenbroek lotte', true],
    ['a', false],
    ['jacobs 1984', false],
    ['claes jan piet', false],
  ] as const) {
    const query = findQuery(planFind(q, '2026-11-25', fuzzy), {
      today: '2026-11-25',
      after: null,
      ended: true,
    })
    const explained = { ...query, text: `explain (analyze, format json) ${query.text}`, name: `explain ${q}` }
    const [rows] = await transact(ctx, tx => tx.first([explained]))
    const plan = (rows![0] as { 'QUERY PLAN': unknown })['QUERY PLAN']
    const tables = scanned(plan)
    assert.ok(!tables.includes('name_token'), `${q} reads ${tables.join()}`)
    assert.ok(!tables.includes('patron') && !tables.includes('card'), `${q} reads ${tables.join()}`)
    assert.match(JSON.stringify(plan), /name_token_pkey/)
  }
  assert.equal((await find('peeters', me)).body.rows.length, 50)
})

test('two words with a slip in each are found, also behind a long family name', async () => {
  const lib = await world.library('Slipgem')
  const me = await world.staff(lib, ['balie'])
  const form = aForm({ family_name: 'Vandenberghe', given_name: 'Elisabeth Maria' })
  const said = await world.call(op.registerPatron, { body: form }, me)
  assert.equal(said.status, 201, said.text)
  for (const q of [
    'vandenbergje elisabrth',
    'elisabrth vandenbergje',
    'vandnberghe marja',
    'vandenbergje elis',
  ])
    assert.deepEqual(
      (await find(q, me)).body.rows.map(row => row.patron_id),
      [said.body.patron_id],
      q,
    )
})

test('P55 whose membership is over is found by the card in the hand, or for a reason that stands in the log', async () => {
  const over = await register({ family_name: 'Verlopenaar', given_name: 'Fien', card: 'C-VERLOPEN' })
  const still = await register({ family_name: 'Verlopenaar', given_name: 'Guus' })
  await world.rows("update patrons.patron set member_until = '2026-11-01' where patron_id = $1", [
    over.patron_id,
  ])
  const ordinary = (await find('verlopenaar')).body
  assert.deepEqual(
    ordinary.rows.map(r => r.patron_id),
    [still.patron_id],
  )
  assert.equal(ordinary.ended, true, 'that there is somebody is told')
  const alone = (await find('verlopenaar fien')).body
  assert.deepEqual([alone.rows, alone.next, alone.ended], [[], null, true])
  assert.equal((await find('nergensbekend')).body.ended, false)
  const card = (await find('C-VERLOPEN')).body
  assert.deepEqual([card.rows[0]?.patron_id, card.ended], [over.patron_id, false])
  const seen = async () =>
    (
      await world.rows(
        "select reason from privacy.access_log where patron_id = $1 and operation = 'findPatrons' order by access_id",
        [over.patron_id],
      )
    ).map(row => row['reason'])
  assert.deepEqual(await seen(), [null], 'who was not shown was not looked at')
  const express = await world.call(op.findPatrons, { query: { q: 'verlopenaar', ended: 'rejoin' } }, desk)
  assert.deepEqual(
    [express.body.rows.map(r => r.patron_id), express.body.ended],
    [[still.patron_id, over.patron_id], false],
  )
  assert.deepEqual(await seen(), [null, 'rejoin'])
  const [other] = await world.rows(
    'select count(*) as n from privacy.access_log where patron_id = $1 and reason is not null',
    [still.patron_id],
  )
  assert.equal(other!['n'], '0', 'a member needs no reason')
})
