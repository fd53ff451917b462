import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { dataField, type MarcRecord } from '@kaft/marc'
import { uuid7 } from '../../../base/uuid.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { anAuthority, aRecord, imported, iso2709 } from '../testing/records.ts'
import { fillHeadings } from './fill.ts'
import { workOnAuthorities } from './work.ts'

let world: World
let clock: TestClock
let home: Library
let cataloguer: Someone
let central: Someone
let branch: string

before(async () => {
  world = await openWorld()
  clock = openClock(world)
  home = await world.library('Testgem')
  await world.library('Elders', 1)
  cataloguer = await world.staff(home, ['catalografie'])
  central = await world.staff(home, ['catalografie', 'consortium'])
  ;[{ code: branch }] = (await world.rows('select code from organisation.branch where branch_id = $1', [
    home.branches[0],
  ])) as [{ code: string }]
  const records = [
    // Titles come first in the file: what they point to is known only when the file is through.
    aRecord({
      number: 't1',
      title: 'Max Havelaar',
      author: 'Multatuli',
      subject: 'Koloniën',
      items: [['b1', branch]],
    }),
    aRecord({ number: 't2', title: 'Woutertje Pieterse', author: 'Dekker, Eduard Douwes' }),
    withNumber(aRecord({ number: 't3', title: 'Ideën', author: 'Douwes Dekker, E.' }), '(test)a1'),
    aRecord({ number: 't4', title: 'Kaas', author: 'Elsschot, Willem', subject: 'Romans' }),
    anAuthority({
      number: 'a1',
      heading: '100 Dekker, Eduard Douwes',
      names: ['400 Multatuli', '500 Dekker, Jan'],
    }),
    anAuthority({ number: 'a2', heading: '150 Koloniën', names: ['450 Wingewesten'] }),
    anAuthority({ number: 'a3', heading: '100 Dekker, Jan' }),
  ]
  const { counts, problems } = await imported(world, iso2709(records))
  assert.deepEqual([counts.titles_new, counts.authorities_new, problems], [4, 3, []])
})
after(async () => {
  await clock.close()
  await world.close()
})

const id = () => uuid7(world.now)
function withNumber(record: MarcRecord, number: string): MarcRecord {
  const fields = record.fields.map(f =>
    f.tag === '100' && 'subfields' in f
      ? { ...f, subfields: [...f.subfields, { code: '0', value: number }] }
      : f,
  )
  return { ...record, fields }
}
const find = async (q: string, more: object = {}) =>
  (await world.call(op.findAuthorities, { query: { q, ...more } }, cataloguer)).body.rows
const one = async (heading: string): Promise<op.AuthorityRecord> => {
  const hit = (await find(heading)).find(h => h.heading === heading)
  assert.ok(hit, `no authority record ${heading}`)
  return (await world.call(op.readAuthority, { params: { authority_id: hit.authority_id } }, central)).body
}
const field = async (number: string, tag: string) => {
  const [row] = await world.rows(
    "select convert_from(record, 'UTF8') as record from cataloguing.title where control_number = $1",
    [number],
  )
  const fields = (
    JSON.parse(row!.record!) as { fields: Record<string, { subfields: Record<string, string>[] }>[] }
  ).fields
  return fields
    .flatMap(f => f[tag]?.subfields ?? [])
    .map(s => Object.entries(s).flat().join(' '))
    .join(' | ')
}
const hits = async (q: string) =>
  (await world.call(op.searchTitles, { query: { q } }, cataloguer)).body.rows.map(h => h.title).toSorted()
const edited = (record: op.AuthorityRecord, heading: [string, string][]): op.EditedRecord => {
  const shown = record.record as { leader: string; fields: Record<string, unknown>[] }
  const rest = shown.fields.flatMap((f): op.EditedRecord['fields'] => {
    const [tag, value] = Object.entries(f)[0]!
    if (tag === '100') return []
    if (typeof value === 'string') return [{ tag, value }]
    const { ind1, ind2, subfields } = value as {
      ind1: string
      ind2: string
      subfields: Record<string, string>[]
    }
    return [
      {
        tag,
        ind1,
        ind2,
        subfields: subfields.map(s => ({ code: Object.keys(s)[0]!, value: Object.values(s)[0]! })),
      },
    ]
  })
  const { ind1, ind2, subfields } = dataField('100', '1 ', heading)
  return { leader: shown.leader, fields: [...rest, { tag: '100', ind1, ind2, subfields }] }
}
const settled = async (run_id: string) => {
  await workOnAuthorities(clock.ctx('test'))
  return (await world.call(op.readAuthorityRun, { params: { run_id } }, central)).body
}
const steer = (run_id: string, act: 'stop' | 'resume' | 'revert', as = central) =>
  world.call(op.steerAuthorityRun, { params: { run_id }, body: { command_id: id(), act } }, as)

describe('headings of titles', () => {
  test('are linked by number, by heading, and by a name that leads to one; whichever came first', async () => {
    const links = await world.rows(
      `select h.text, a.heading, h.titles from cataloguing.heading h left join cataloguing.authority a using (authority_id) order by h.text`,
    )
    assert.deepEqual(
      links.map(l => [l.text, l.heading, l.titles]),
      [
        ['Dekker, Eduard Douwes', 'Dekker, Eduard Douwes', 1],
        ['Douwes Dekker, E.', 'Dekker, Eduard Douwes', 1],
        ['Elsschot, Willem', null, 1],
        ['Koloniën', 'Koloniën', 1],
        ['Multatuli', 'Dekker, Eduard Douwes', 1],
        ['Romans', null, 1],
      ],
    )
  })

  test('a name that two records have links to neither', async () => {
    const [{ of }] = (await world.rows(
      `with made as (select cataloguing.authority_of('person', 'dekker,jan', null, '') as x) select x::text as of from made`,
    )) as [{ of: string }]
    assert.ok(of)
    const { counts } = await imported(
      world,
      iso2709([anAuthority({ number: 'a9', heading: '100 Dekker, Jan' })]),
    )
    assert.equal(counts.authorities_new, 1)
    const [{ none }] = (await world.rows(
      `select cataloguing.authority_of('person', 'dekker,jan', null, '') is null as none`,
    )) as unknown as [{ none: boolean }]
    assert.equal(none, true)
  })

  test('without a record they are listed with their titles, and records with the same words are proposed', async () => {
    await imported(world, iso2709([aRecord({ number: 't5', title: 'Lijmen', author: 'Willem Elsschot' })]))
    const said = await world.call(
      op.addAuthority,
      {
        body: {
          command_id: id(),
          record: {
            leader: '00000nz  a2200000n  4500',
            fields: [
              {
                tag: '100',
                ind1: '1',
                ind2: ' ',
                subfields: [
                  { code: 'a', value: 'Elsschot, Willem' },
                  { code: 'd', value: '1882-1960' },
                ],
              },
            ],
          },
        },
      },
      cataloguer,
    )
    assert.equal(said.status, 201, said.text)
    const list = (await world.call(op.unlinkedHeadings, { query: { kind: 'person' } }, cataloguer)).body.rows
    assert.deepEqual(list.map(h => [h.text, h.titles, h.candidates.map(c => c.heading)]).toSorted(), [
      ['Elsschot, Willem', 1, ['Elsschot, Willem, 1882-1960']],
      ['Willem Elsschot', 1, ['Elsschot, Willem, 1882-1960']],
    ])
    const [first] = list
    const linked = await world.call(
      op.linkHeading,
      {
        params: { heading_id: list.find(h => h.text === 'Willem Elsschot')!.heading_id },
        body: { command_id: id(), authority_id: first!.candidates[0]!.authority_id },
      },
      cataloguer,
    )
    assert.equal(linked.status, 200, linked.text)
    assert.deepEqual(
      [linked.body.see_from.map(s => s.text), linked.body.titles, linked.body.behind],
      [['Willem Elsschot'], 1, 1],
    )
    const genre = (await world.call(op.unlinkedHeadings, { query: { kind: 'topic' } }, cataloguer)).body
      .rows[0]!
    const made = await world.call(
      op.makeAuthorityOf,
      { params: { heading_id: genre.heading_id }, body: { command_id: id() } },
      cataloguer,
    )
    assert.deepEqual(
      [made.status, made.body.heading, made.body.kind, made.body.titles],
      [201, 'Romans', 'topic', 1],
    )
    const again = await world.call(
      op.addAuthority,
      {
        body: {
          command_id: id(),
          record: {
            leader: '00000nz  a2200000n  4500',
            fields: [{ tag: '150', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: 'romans' }] }],
          },
        },
      },
      cataloguer,
    )
    assert.equal(again.problem.code, 'heading_in_use')
  })

  test('of titles that came before headings were noted are noted by a job, once', async () => {
    await world.rows('delete from cataloguing.title_heading')
    assert.deepEqual(await world.rows('select heading_id from cataloguing.heading where titles > 0'), [])
    await fillHeadings(clock.ctx('test'))
    const [{ n }] = (await world.rows(
      'select count(*)::integer as n from cataloguing.heading where titles = 1',
    )) as unknown as [{ n: number }]
    assert.equal(n, 7)
  })
})

describe('looking up', () => {
  test('finds by how a name begins, by a name that leads there, and by any words', async () => {
    assert.deepEqual(
      (await find('dekker, e')).map(h => [h.heading, h.found_by]),
      [['Dekker, Eduard Douwes', null]],
    )
    assert.deepEqual(
      (await find('multat')).map(h => [h.heading, h.found_by, h.number]),
      [['Dekker, Eduard Douwes', 'Multatuli', '(test)a1']],
    )
    assert.deepEqual(
      (await find('eduard douw')).map(h => h.heading),
      ['Dekker, Eduard Douwes'],
    )
    assert.deepEqual(
      (await find('koloni', { kinds: 'person' })).map(h => h.heading),
      [],
    )
    assert.deepEqual(
      (await find('koloni', { kinds: 'topic,place' })).map(h => h.heading),
      ['Koloniën'],
    )
    const [hit] = await find('multat')
    assert.deepEqual(hit?.field.subfields, [{ code: 'a', value: 'Dekker, Eduard Douwes' }])
  })

  test('a record says what leads to it and what stands beside it', async () => {
    const said = await one('Dekker, Eduard Douwes')
    assert.deepEqual(
      said.see_from.map(s => s.text),
      ['Multatuli'],
    )
    assert.deepEqual(
      said.see_also.map(s => [s.text, s.authority_id !== null]),
      [['Dekker, Jan', true]],
    )
    assert.deepEqual([said.titles, said.behind], [3, 2])
  })
})

describe('a search', () => {
  const search = async (q: string, more: object = {}) =>
    (await world.call(op.searchTitles, { query: { q, ...more } }, cataloguer)).body
  test('for a name finds what stands under the others of the same person, and says so', async () => {
    const all = ['Max Havelaar', 'Woutertje Pieterse']
    assert.deepEqual(await hits('multatuli'), all)
    assert.deepEqual(await hits('eduard douwes dekker'), all)
    assert.deepEqual(await hits('Dekker, Eduard Douwes '), all)
    assert.deepEqual(await hits('multatuli havelaar'), ['Max Havelaar'])
    assert.deepEqual(await hits('eduard douwes dekker max hav'), ['Max Havelaar'])
    const { also } = await search('multatuli')
    assert.deepEqual(
      also.map(a => [a.heading, a.names, a.see_also]),
      [['Dekker, Eduard Douwes', ['Dekker, Eduard Douwes'], ['Dekker, Jan']]],
    )
    assert.deepEqual(
      (await search('multatuli', { names: 'typed' })).rows.map(r => r.title),
      ['Max Havelaar'],
    )
    assert.deepEqual((await search('multatuli', { names: 'typed' })).also, [])
  })

  test('for a subject finds it under the heading too; a name that is not finished is asked as it is typed', async () => {
    assert.deepEqual(await hits('wingewesten'), ['Max Havelaar'])
    assert.deepEqual(await hits('multat'), ['Max Havelaar'])
    assert.deepEqual((await search('multat')).also, [])
    assert.deepEqual((await search('dekker jan')).also, [])
  })
})

describe('a heading that changes', () => {
  test('is refused to who does not keep the record, and when somebody changed it meanwhile', async () => {
    const now = await one('Dekker, Eduard Douwes')
    const save = (version: number, as: Someone) =>
      world.call(
        op.saveAuthority,
        {
          params: { authority_id: now.authority_id },
          body: { command_id: id(), version, record: edited(now, [['a', 'X']]), why: null },
        },
        as,
      )
    assert.equal((await save(now.version, cataloguer)).problem.code, 'source_not_yours')
    assert.equal((await save(now.version + 1, central)).problem.code, 'changed_meanwhile')
  })

  test('keeps its former form as a name, is carried through to the titles, and comes back whole', async () => {
    const before = await one('Dekker, Eduard Douwes')
    const { authority_id } = before
    const body = {
      command_id: id(),
      version: before.version,
      record: edited(before, [
        ['a', 'Multatuli,'],
        ['d', '1820-1887'],
      ]),
      why: 'pseudoniem',
    }
    const saved = await world.call(op.saveAuthority, { params: { authority_id }, body }, central)
    assert.equal(saved.status, 200, saved.text)
    assert.deepEqual(
      saved.body.see_from.map(s => s.text),
      ['Multatuli', 'Dekker, Eduard Douwes'],
    )
    assert.deepEqual([saved.body.titles, saved.body.behind, saved.body.version], [3, 3, before.version + 1])
    const effect = (await world.call(op.authorityEffect, { params: { authority_id } }, central)).body
    assert.deepEqual(effect, { titles: 3, not_yours: 0, libraries: [{ library: 'Testgem', titles: 1 }] })
    const begun = await world.call(
      op.beginAuthorityRun,
      { params: { authority_id }, body: { command_id: id() } },
      central,
    )
    assert.deepEqual([begun.status, begun.body.state, begun.body.titles], [201, 'working', 3], begun.text)
    const twice = await world.call(
      op.beginAuthorityRun,
      { params: { authority_id }, body: { command_id: id() } },
      central,
    )
    assert.equal(twice.problem.code, 'authority_busy')
    const done = await settled(begun.body.run_id)
    assert.deepEqual([done.state, done.done, done.kept], ['done', 3, 0])
    assert.equal(await field('t2', '100'), 'a Multatuli, | d 1820-1887 | 0 (test)a1')
    assert.equal(await field('t3', '100'), 'a Multatuli, | d 1820-1887 | 0 (test)a1')
    const [versions] = await world.rows(
      "select count(*)::integer as n, max(v.why) as why from cataloguing.title_version v join cataloguing.title t using (title_id) where t.control_number in ('t1', 't2', 't3')",
    )
    assert.deepEqual([versions?.n, versions?.why], [3, 'kop: Multatuli, 1820-1887'])
    assert.equal((await one('Multatuli, 1820-1887')).behind, 0)

    assert.equal((await steer(begun.body.run_id, 'revert')).status, 200)
    const back = await settled(begun.body.run_id)
    assert.deepEqual([back.state, back.reverted], ['reverted', 3])
    assert.equal(await field('t2', '100'), 'a Dekker, Eduard Douwes')
    assert.equal(await field('t3', '100'), 'a Douwes Dekker, E. | 0 (test)a1')
    assert.equal((await steer(begun.body.run_id, 'revert')).problem.code, 'authority_run_state')
  })

  test('leaves descriptions of other sources and those that were changed since, and says so', async () => {
    const made = await world.call(
      op.makeAuthorityOf,
      {
        params: {
          heading_id: await headingId('Streuvels, Stijn', [
            aRecord({ number: 's1', title: 'De vlaschaard', author: 'Streuvels, Stijn' }),
          ]),
        },
        body: { command_id: id() },
      },
      cataloguer,
    )
    assert.equal(made.status, 201, made.text)
    const { authority_id, version } = made.body
    const saved = await world.call(
      op.saveAuthority,
      {
        params: { authority_id },
        body: { command_id: id(), version, record: edited(made.body, [['a', 'Lateur, Frank']]), why: null },
      },
      cataloguer,
    )
    assert.equal(saved.status, 200, saved.text)
    const effect = (await world.call(op.authorityEffect, { params: { authority_id } }, cataloguer)).body
    assert.deepEqual([effect.titles, effect.not_yours], [1, 1])
    const begun = await world.call(
      op.beginAuthorityRun,
      { params: { authority_id }, body: { command_id: id() } },
      cataloguer,
    )
    const { run_id } = begun.body
    await workOnAuthorities(clock.ctx('test'))
    const kept = (await world.call(op.authorityRunTitles, { params: { run_id } }, cataloguer)).body.rows
    assert.deepEqual(
      kept.map(k => [k.title, k.reason]),
      [['De vlaschaard', 'not_yours']],
    )
    assert.deepEqual(
      (await world.call(op.listAuthorityRuns, { query: { authority_id } }, cataloguer)).body.rows.map(r => [
        r.state,
        r.kept,
      ]),
      [['done', 1]],
    )
    const versions = (await world.call(op.authorityVersions, { params: { authority_id } }, cataloguer)).body
      .rows
    assert.deepEqual(
      versions.map(v => v.version),
      [1],
    )
    const first = (
      await world.call(op.readAuthorityVersion, { params: { authority_id, version: '1' } }, cataloguer)
    ).body
    assert.match(JSON.stringify(first.record), /Streuvels/)
  })
})

async function headingId(text: string, records: readonly MarcRecord[]): Promise<string> {
  await imported(world, iso2709(records))
  const [row] = await world.rows('select heading_id from cataloguing.heading where text = $1', [text])
  return row!.heading_id!
}

describe('two records that are one', () => {
  test('are proposed by a name that they share, unless somebody said that they are two', async () => {
    const doubles = async () =>
      (await world.call(op.authorityDoubles, {}, cataloguer)).body.rows.map(d =>
        d.records.map(r => r.heading),
      )
    assert.deepEqual(await doubles(), [['Dekker, Jan', 'Dekker, Jan']])
    const [x, y] = await world.rows(
      "select authority_id from cataloguing.authority where heading = 'Dekker, Jan' order by 1",
    )
    const say = (apart: boolean) =>
      world.call(
        op.keepAuthoritiesApart,
        {
          params: { authority_id: y!.authority_id! },
          body: { command_id: id(), other_authority_id: x!.authority_id!, apart },
        },
        cataloguer,
      )
    assert.equal((await say(true)).status, 200)
    assert.deepEqual(await doubles(), [])
    await say(false)
    assert.equal((await doubles()).length, 1)
  })

  test('become one with their titles, and are two again when that is undone', async () => {
    await imported(
      world,
      iso2709([
        aRecord({ number: 'm1', title: 'Verdriet', author: 'Klaus, Hugo' }),
        aRecord({ number: 'm2', title: 'Omtrent Deedee', author: 'Claus, Hugo' }),
        anAuthority({ number: 'c1', heading: '100 Claus, Hugo' }),
        anAuthority({ number: 'c2', heading: '100 Klaus, Hugo', names: ['400 Baye, Dorothea van Male'] }),
      ]),
    )
    const [into, from] = [await one('Claus, Hugo'), await one('Klaus, Hugo')]
    const ask = {
      params: { authority_id: into.authority_id },
      body: { command_id: id(), from_authority_id: from.authority_id },
    }
    assert.equal((await world.call(op.mergeAuthorities, ask, cataloguer)).problem.code, 'source_not_yours')
    const effect = (
      await world.call(
        op.authorityEffect,
        { params: ask.params, query: { with: from.authority_id } },
        central,
      )
    ).body
    assert.deepEqual([effect.titles, effect.not_yours], [1, 0])
    const begun = await world.call(
      op.mergeAuthorities,
      { ...ask, body: { ...ask.body, command_id: id() } },
      central,
    )
    assert.equal(begun.status, 201, begun.text)
    const done = await settled(begun.body.run_id)
    assert.deepEqual(
      [done.kind, done.state, done.done, done.was, done.now],
      ['merge', 'done', 1, 'Klaus, Hugo', 'Claus, Hugo'],
    )
    assert.equal(await field('m1', '100'), 'a Claus, Hugo | 0 (test)c1')
    const kept = await one('Claus, Hugo')
    assert.deepEqual(
      [kept.see_from.map(s => s.text), kept.titles, kept.behind],
      [['Klaus, Hugo', 'Baye, Dorothea van Male'], 2, 0],
    )
    assert.deepEqual(
      (await find('klaus')).map(h => h.heading),
      ['Claus, Hugo'],
    )
    const gone = (
      await world.call(op.readAuthority, { params: { authority_id: from.authority_id } }, central)
    ).body
    assert.deepEqual([gone.merged_into, gone.editable], [into.authority_id, false])
    // What points to the number of the record that went up in the other points to the one that stays.
    await imported(
      world,
      iso2709([withNumber(aRecord({ number: 'm3', title: 'Schaamte', author: 'Iets Anders' }), '(test)c2')]),
    )
    assert.equal((await one('Claus, Hugo')).titles, 3)

    const undone = await steer(begun.body.run_id, 'revert')
    assert.equal(undone.status, 200, undone.text)
    assert.equal((await settled(begun.body.run_id)).state, 'reverted')
    assert.equal(await field('m1', '100'), 'a Klaus, Hugo')
    const [a, b] = [await one('Claus, Hugo'), await one('Klaus, Hugo')]
    assert.deepEqual([a.see_from, a.titles, b.merged_into, b.titles], [[], 1, null, 2])
  })

  test('a run that is stopped goes on where it was', async () => {
    const titles = Array.from({ length: 120 }, (_, i) =>
      aRecord({ number: `r${i}`, title: `Deel ${i}`, author: 'Verne, Jules' }),
    )
    await imported(
      world,
      iso2709([
        ...titles,
        anAuthority({ number: 'v1', heading: '100 Verne, Jules |d 1828-1905', names: ['400 Verne, Jules'] }),
      ]),
    )
    const verne = await one('Verne, Jules, 1828-1905')
    const begun = await world.call(
      op.beginAuthorityRun,
      { params: { authority_id: verne.authority_id }, body: { command_id: id() } },
      central,
    )
    const { run_id } = begun.body
    assert.equal((await steer(run_id, 'stop')).body.state, 'stopped')
    assert.equal((await settled(run_id)).done, 0)
    assert.equal((await steer(run_id, 'resume')).body.state, 'working')
    const done = await settled(run_id)
    assert.deepEqual([done.state, done.done], ['done', 120])
    assert.deepEqual(await hits('verne deel 119'), ['Deel 119'])
  })
})
