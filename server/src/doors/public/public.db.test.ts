import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parseMarcJson, readMarc } from '@kaft/marc'
import { readDataMap } from '../../base/catalogue/data-map.ts'
import { aRecord, imported, inParts, iso2709 } from '../../modules/cataloguing/testing/records.ts'
import { withoutCoupling } from '../../testing/couplings.ts'
import { aLife, MARK, NUMBER } from '../../testing/life.ts'
import { anItem } from '../../testing/people.ts'
import { aRegulation } from '../../testing/regulation.ts'
import { type Library, openWorld, type World } from '../../testing/world.ts'
import { openPublic, type PublicWorld } from './testing/public-world.ts'

let world: World
let doors: PublicWorld
let home: Library
let theirs: Record<string, string>
let title_id: string
let lent_id: string

before(async () => {
  world = await openWorld()
  home = await world.library('Testgem')
  await aRegulation(world, home)
  const owner = await world.staff(home, ['hoofd_balie', 'catalografie', 'kas', 'beheer'])
  const of = (n: number) => ({ title: `Geleend ${n}`, barcode: `3999000000000${n}` })
  const items = [
    await anItem(world, home, of(1)),
    await anItem(world, home, of(2)),
    await anItem(world, home, of(3)),
  ] as const
  // Records that were made by hand in tests hold nothing; the doors read what an import stores.
  await world.rows(
    `update cataloguing.title set record = convert_to('{"leader":"00000nam a2200000 i 4500","fields":[{"245":{"ind1":"0","ind2":"0","subfields":[{"a":"Geleend"}]}}]}', 'UTF8')`,
  )
  theirs = await aLife(world, { home, owner, items })
  lent_id = items[0].title_id
  await world.rows('update inventory.item set note = $1', [`${MARK} heeft dit nog`])
  const [branch] = await world.rows('select code from organisation.branch where branch_id = $1', [
    home.branches[0],
  ])
  await imported(
    world,
    iso2709([
      aRecord({
        number: '77',
        title: 'Kaas {\\en} <wijn>',
        author: 'Elsschot, Willem',
        isbn: '9789460000010',
        subject: 'Handel',
        series: 'Reeks ; 2',
        year: 1933,
        items: [['b1', branch!.code!]],
      }),
      aRecord({ number: '78', title: 'Villa des Roses', author: 'Elsschot, Willem' }),
    ]),
  )
  title_id = (await world.rows("select title_id from cataloguing.title where control_number = '77'"))[0]!
    .title_id!
  doors = await openPublic(world)
})
after(async () => {
  await doors.close()
  await world.close()
})

test('the role of these doors may read no column that is about a person, and write nothing', async () => {
  const { personal } = await readDataMap(world.db.admin)
  assert.ok(personal.length > 50)
  const may = await world.rows(
    `select x.t || '.' || x.c as found from unnest($1::text[], $2::text[]) as x(t, c) where has_column_privilege('kaft_public', x.t, x.c, 'select')`,
    [personal.map(p => p.table), personal.map(p => p.column)],
  )
  assert.deepEqual(may, [])
  const tables = await world.rows(
    `select c.oid::regclass::text as name, lower(a.privilege_type) as may from pg_class c cross join aclexplode(c.relacl) a
      where a.grantee = 'kaft_public'::regrole order by 1`,
  )
  assert.deepEqual(
    tables.map(t => `${t.may} ${t.name}`),
    [
      'authority',
      'authority_name',
      'cover',
      'cover_upload',
      'holding',
      'holding_place',
      'synonym_group',
      'title',
      'title_gone',
      'title_isbn',
      'title_left',
      'title_list',
      'title_list_entry',
      'title_search',
      'title_series',
      'title_work',
      'word',
    ].map(name => `select cataloguing.${name}`),
  )
  const columns = await world.rows(
    `select a.attrelid::regclass::text || '.' || string_agg(a.attname, ' ' order by a.attname) as found
       from pg_attribute a cross join aclexplode(a.attacl) x where x.grantee = 'kaft_public'::regrole group by a.attrelid order by 1`,
  )
  assert.deepEqual(
    columns.map(c => c.found),
    [
      'circulation.item_status.branch_id due_on item_id status',
      'inventory.item.branch_id call_number issue item_id item_type library_id loanable shelf state title_id',
      'organisation.branch.branch_id code library_id name',
      'organisation.library.active code library_id name',
    ],
  )
  const definers = await world.rows(
    `select p.oid::regprocedure::text as name from pg_proc p where p.prosecdef and has_function_privilege('kaft_public', p.oid, 'execute')
       and p.prorettype <> 'trigger'::regtype and p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`,
  )
  // One bit of no person: whether these doors may say anything at all.
  // And that a turn was taken, by a key or by a slot that thousands of networks share.
  assert.deepEqual(definers.map(d => d.name).toSorted(), [
    'cataloguing.take_turn(text,bytea,timestamp with time zone,integer)',
    'organisation.coupling_runs(text,date)',
  ])
})

const everything = (): string[] => [
  '/sru?version=1.2&operation=searchRetrieve&query=geleend',
  `/sru?version=1.2&operation=searchRetrieve&query=${MARK}`,
  '/sru?version=1.2&operation=scan&scanClause=zwarte',
  '/oai?verb=ListRecords&metadataPrefix=oai_dc',
  '/oai?verb=ListRecords&metadataPrefix=marc21',
  `/daia?id=${lent_id}|oai:kaft:${title_id}`,
  '/public/titles?q=geleend',
  `/public/titles?q=${MARK}`,
  `/public/titles/${lent_id}`,
  `/titel/${lent_id}`,
  `/titel/${lent_id}/json-ld`,
  `/unapi?id=${lent_id}`,
  `/unapi?id=${lent_id}&format=marcxml`,
  ...['ris', 'bibtex', 'csv', 'marc', 'marcxml', 'marcjson', 'dc'].map(
    form => `/export?id=${lent_id}&form=${form}`,
  ),
  '/sitemap.xml',
  '/sitemap/0.xml',
]

test('no door tells of who has, waits for, or owes for what it shows', async () => {
  // Numbers of rows are everywhere; what names a person, a card, a loan or a hold is nowhere.
  const secret = [MARK.toLowerCase(), NUMBER, '998877', theirs['card']!, theirs['patron_id']!].map(s =>
    s.toLowerCase(),
  )
  for (const path of everything()) {
    const said = await doors.get(path)
    assert.ok(said.status < 500, `${path}: ${said.text}`)
    const shown = said.text.replaceAll(MARK, path.includes(MARK) ? '' : MARK).toLowerCase()
    for (const word of secret.filter(w => w.length > 3))
      assert.ok(!shown.includes(word), `${path} tells ${word}`)
  }
  const daia = JSON.parse((await doors.get(`/daia?id=${lent_id}`)).text)
  assert.equal(daia.document[0].item[0].unavailable[0].service, 'loan')
})

test('availability: there, out until a day, and for reading only', async () => {
  const { document } = JSON.parse((await doors.get(`/daia?id=oai:kaft:${title_id}|77777777|x`)).text)
  assert.equal(document.length, 1)
  assert.equal(document[0].id, `oai:kaft:${title_id}`)
  assert.deepEqual(document[0].item[0].available, [{ service: 'loan' }, { service: 'presentation' }])
  await world.rows("update inventory.item set loanable = false where barcode = 'b1'")
  const again = JSON.parse((await doors.get(`/daia?id=${title_id}`)).text)
  assert.deepEqual(again.document[0].item[0].unavailable, [{ service: 'loan' }])
  await world.rows("update inventory.item set loanable = true where barcode = 'b1'")
})

test('the read API searches by words, number and what narrows, page by page', async () => {
  const ask = async (query: string) => JSON.parse((await doors.get(`/public/titles?${query}`)).text)
  assert.deepEqual(
    (await ask('q=978-94-6000-001-0')).rows.map((r: { title_id: string }) => r.title_id),
    [title_id],
  )
  assert.equal((await ask('q=kaas&language=fre')).count, 0)
  assert.equal((await ask('q=kaas&material=book&language=dut')).count, 1)
  const first = await ask('rows=1')
  assert.deepEqual([first.rows.length, first.next], [1, 1])
  assert.ok((await ask('rows=1&from=1')).rows[0].title_id !== first.rows[0].title_id)
  assert.equal((await doors.get('/public/titles?cql=dc.coverage%3Da')).status, 400)
  assert.equal((await doors.get('/public/titles/99999999')).status, 404)
})

test('exports hold what the record says, in the forms of others', async () => {
  const form = async (name: string) => doors.get(`/export?id=${title_id}&form=${name}`)
  const ris = await form('ris')
  assert.match(ris.text, /^TY {2}- BOOK\r\nAU {2}- Elsschot, Willem\r\nTI {2}- Kaas/)
  assert.match(ris.text, /SN {2}- 9789460000010\r\n/)
  assert.match((await form('bibtex')).text, /title = \{\{Kaas \\\{\\textbackslash\{\}en\\\} <wijn>\}\}/)
  assert.match((await form('csv')).text, /^titel;ondertitel;auteur[^\n]*\n[^\n]*;boek;Nederlands;/)
  const csv = await fetch(`${doors.base}/export?id=${title_id}&form=csv`).then(r => r.arrayBuffer())
  assert.deepEqual([...new Uint8Array(csv).subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const marc = await fetch(`${doors.base}/export?id=${title_id}&form=marc`).then(r => r.arrayBuffer())
  const [read] = await Array.fromAsync(readMarc(inParts(new Uint8Array(marc))))
  assert.ok(read?.ok && read.record.fields.some(f => f.tag === '245'))
  assert.equal(parseMarcJson((await form('marcjson')).text).ok, true)
  const list = await doors.get('/export?q=kaas&form=csv')
  assert.match(list.text, /Kaas/)
  assert.equal((await doors.get(`/export?id=${title_id}&form=word`)).status, 400)
})

test('the page of a title is for people and, in the words of schema.org, for machines', async () => {
  const page = await doors.get(`/titel/${title_id}`)
  assert.match(page.text, /<h1>Kaas \{\\en\} &lt;wijn&gt;<\/h1>/)
  assert.match(page.text, /Aanwezig<\/b>: 1 van 1/)
  const linked = JSON.parse(/ld\+json" nonce="[^"]*">(.*?)<\/script>/.exec(page.text)![1]!)
  assert.deepEqual(
    [linked['@type'], linked.isbn, linked.author.name],
    ['Book', '9789460000010', 'Elsschot, Willem'],
  )
  assert.equal(linked.offers[0].availability, 'https://schema.org/InStock')
  assert.equal((await doors.get('/titel/99999999')).status, 404)
})

test('the page of a title promises no day that is over', async () => {
  const lent = (due_on: string) =>
    world.rows(
      `insert into circulation.item_status (item_id, status, branch_id, loan_id, due_on, since)
       select item_id, 'on_loan', branch_id, 999999, $2, now() from inventory.item where title_id = $1
       on conflict (item_id) do update set due_on = excluded.due_on`,
      [title_id, due_on],
    )
  const shown = async () => (await doors.get(`/titel/${title_id}`)).text
  const today = world.now.toZonedDateTimeISO('Europe/Brussels').toPlainDate()
  await lent(today.toString())
  assert.match(await shown(), /Uitgeleend\. Terug op /)
  await lent(today.subtract({ days: 1 }).toString())
  assert.match(await shown(), /Uitgeleend\. Het moest terug zijn op /)
  await world.rows(
    'delete from circulation.item_status where item_id in (select item_id from inventory.item where title_id = $1)',
    [title_id],
  )
})

test('a program that keeps references finds the title on its page, and fetches it in a form of its own', async () => {
  const page = (await doors.get(`/titel/${title_id}`)).text
  const context = /<span class="Z3988" title="([^"]*)">/.exec(page)![1]!.replaceAll('&amp;', '&')
  const said = new URLSearchParams(context)
  assert.deepEqual(
    ['ctx_ver', 'rft.btitle', 'rft.au', 'rft.isbn'].map(key => said.get(key)),
    ['Z39.88-2004', 'Kaas {\\en} <wijn>', 'Willem Elsschot', '9789460000010'],
  )
  const server = /<link rel="unapi-server" type="application\/xml" title="unAPI" href="([^"]*)">/.exec(
    page,
  )![1]!
  const id = /<abbr class="unapi-id" title="([^"]*)">/.exec(page)![1]!
  const forms = await doors.get(server)
  assert.equal(forms.status, 200)
  assert.match(
    forms.text,
    /^<\?xml[^>]*><formats><format name="ris" type="application\/x-research-info-systems"\/>/,
  )
  const choices = await doors.get(`${server}?id=${id}`)
  assert.equal(choices.status, 300)
  assert.match(choices.text, new RegExp(`<formats id="${id}">`))
  assert.match((await doors.get(`${server}?id=${id}&format=ris`)).text, /TI {2}- Kaas/)
  assert.equal((await doors.get(`${server}?id=${id}&format=word`)).status, 406)
  assert.equal((await doors.get(`${server}?id=99999999&format=ris`)).status, 404)
  assert.equal((await doors.get(`${server}?id=${encodeURIComponent('"><x')}`)).status, 404)
})

test('the maps of the site name each public title', async () => {
  assert.match((await doors.get('/sitemap.xml')).text, /<loc>http:[^<]*\/sitemap\/0.xml</)
  assert.match((await doors.get('/sitemap/0.xml')).text, new RegExp(`/titel/${title_id}<`))
  assert.match((await doors.get('/robots.txt')).text, /Sitemap: http/)
})

test('who asks too much is told to wait', async () => {
  // The minute of the clock is the window, and the tests before this one asked in theirs.
  world.now = world.now.add({ minutes: 1 })
  const small = await openPublic(world, 5)
  try {
    const said = await Promise.all(Array.from({ length: 8 }, () => small.get('/robots.txt')))
    assert.deepEqual(said.map(s => s.status).toSorted(), [200, 200, 200, 200, 200, 429, 429, 429])
  } finally {
    await small.close()
  }
})

/** What a policy may name: this host, nothing, a nonce, data in the page itself, and the helper of the own workstation. */
const ownSource = /^('self'|'none'|'nonce-[A-Za-z0-9+/=]+'|data:|blob:|http:\/\/127\.0\.0\.1:\*)$/

test('P53 no page and no answer may call another host, and no page names one to be loaded', async () => {
  for (const path of [...everything(), '/', '/titel/99999999', '/api/v1/session']) {
    const { policy, text, type } = await doors.get(path)
    const rules = policy.split(';').map(rule => rule.trim().split(/ +/))
    assert.ok(
      rules.some(([name]) => name === 'default-src'),
      `${path} has a policy`,
    )
    for (const [name, ...sources] of rules)
      for (const source of sources) assert.match(source, ownSource, `${path}: ${name}`)
    if (!type.includes('html')) continue
    const loaded = [
      ...text.matchAll(
        /<(?:script|img|link|iframe|source|video|audio|object|embed)\b[^>]*\b(?:src|href|data)="([^"]+)"/g,
      ),
    ]
    for (const [tag, address = ''] of loaded.filter(([one]) => !/rel="(canonical|alternate)"/.test(one)))
      assert.ok(new URL(address, doors.base).origin === doors.base || address.startsWith('data:'), tag)
  }
})

test('P6 P12 with their coupling off the doors that anyone may use say nothing but that', async () => {
  await withoutCoupling(world, 'public', async () => {
    for (const path of [
      '/sru?query=kaas',
      '/oai?verb=Identify',
      '/public/titles?q=kaas',
      `/titel/${title_id}`,
      '/sitemap.xml',
    ]) {
      const said = await doors.get(path)
      assert.equal(said.status, 503, path)
      // SRU tells every fault as a diagnostic of its standard: 2, temporarily unavailable.
      if (path.startsWith('/sru')) assert.match(said.text, /diagnostic\/1\/2</)
      else assert.equal(JSON.parse(said.text).code, 'coupling_off', path)
    }
  })
  assert.equal((await doors.get('/oai?verb=Identify')).status, 200)
})
