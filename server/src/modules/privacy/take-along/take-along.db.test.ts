import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { Compile } from 'typebox/compile'
import { readDataMap } from '../../../base/catalogue/data-map.ts'
import { openClock, type TestClock } from '../../../testing/jobs.ts'
import { aLife, MARK, NUMBER } from '../../../testing/life.ts'
import { faultsOf, judge } from '../../../testing/judge-pdf.ts'
import { anItem, aPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { commandId } from '../../patrons/testing/forms.ts'
import { privacyJobs } from '../jobs.ts'
import { gather } from './gather.store.ts'
import { leftOut } from './left-out.rules.ts'
import { addressed } from '../cases/read-letter.ts'
import { sections } from './sections.rules.ts'
import { valueWords } from './value-words.rules.ts'

let world: World
let clock: TestClock
let here: Library
let owner: Someone
let dpo: Someone
before(async () => {
  world = await openWorld()
  clock = openClock(world)
  here = await world.library('Testgem')
  await aRegulation(world, here)
  owner = await world.staff(here, ['hoofd_balie', 'kas'])
  dpo = await world.staff(here, ['dpo'])
})
after(async () => {
  await clock.close()
  await world.close()
})
const command = () => ({ command_id: commandId() })

test('P79 every personal column of the data map goes along, or says here why it does not', async () => {
  const { personal } = await readDataMap(world.db.admin)
  const missing = personal
    .filter(one => one.category !== 'staff' && one.key === null)
    .map(one => [one.table, one.column] as const)
    .filter(
      ([table, column]) =>
        !(column in (sections[table]?.columns ?? {})) &&
        !(`${table}.${column}` in leftOut) &&
        !(`${table}.*` in leftOut),
    )
  assert.deepEqual(
    missing.map(pair => pair.join('.')),
    [],
  )
  assert.deepEqual(Object.keys(gather).toSorted(), Object.keys(sections).toSorted())
})

test('P79 each line of what is left out names a column that is there', async () => {
  const { personal } = await readDataMap(world.db.admin)
  const known = new Set(personal.flatMap(one => [`${one.table}.${one.column}`, `${one.table}.*`]))
  assert.deepEqual(
    Object.keys(leftOut).filter(name => !known.has(name)),
    [],
  )
})

test('P117 every word of the program that can stand in the report has a Dutch one', async () => {
  const checks = await world.rows(`
    select c.conrelid::regclass::text as table, a.attname as column, pg_get_constraintdef(c.oid) as def
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
     where c.contype = 'c'
    union all
    select a.attrelid::regclass::text, a.attname, replace(pg_get_constraintdef(c.oid), 'VALUE', a.attname)
      from pg_constraint c join pg_attribute a on a.atttypid = c.contypid
     where c.contype = 'c' and c.contypid <> 0`)
  const missing = checks.flatMap(({ table, column, def }) => {
    if (!(column! in (sections[table!]?.columns ?? {}))) return []
    const [, list = ''] =
      new RegExp(`\\b${column} (?:=|<@) (?:ANY )?\\(?\\(?ARRAY\\[(.*?)\\]`).exec(def!) ?? []
    return [...list.matchAll(/'(\w+)'/g)].flatMap(([, word = '']) =>
      valueWords[`${table}.${column}`]?.[word] ? [] : [`${table}.${column}: ${word}`],
    )
  })
  assert.deepEqual(missing, [])
  assert.ok(Object.keys(valueWords).every(name => name.split('.').length === 3))
})

const plain = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** A reader with something of everything, whose files were asked for and made. */
async function filesOf(): Promise<{
  files: Record<string, string>
  pdf: string
  patron_id: string
  case_id: string
}> {
  const items = [await anItem(world, here), await anItem(world, here), await anItem(world, here)] as const
  const life = await aLife(world, { home: here, owner, items })
  const patron_id = life['patron_id']!
  const made = await world.call(
    op.startCase,
    {
      params: { patron_id },
      body: { ...command(), kind: 'access', purposes: [], wants: MARK, proof: 'eid' },
    },
    owner,
  )
  const { case_id } = made.body
  const said = await world.call(
    op.decideCase,
    { params: { case_id }, body: { ...command(), decision: 'granted', reasons: '' } },
    dpo,
  )
  assert.ok(said.body.busy, said.text)
  await privacyJobs('/dev/null', [])
    .find(job => job.name === 'privacy_tasks')!
    .handler(clock.ctx('privacy_tasks'))
  const now = await world.call(op.readCase, { params: { case_id } }, dpo)
  assert.deepEqual([now.body.busy, now.body.step, now.body.files.length], [false, 'answer', 5])
  const files: Record<string, string> = {}
  let pdf = ''
  for (const { file_id, name } of now.body.files) {
    const got = await world.call(op.readCaseFile, { params: { case_id, file_id }, body: command() }, dpo)
    const bytes = Buffer.from(got.body.base64, 'base64')
    if (name.endsWith('.pdf')) pdf = bytes.toString('latin1')
    else files[name.replace(/-\d{4}-\d+/, '')] = bytes.toString('utf8')
  }
  return { files, pdf, patron_id, case_id }
}

test('P78 P79 P123 P125 the files hold every value that is kept of the person, nothing of others, and fit the published schema', async () => {
  const other = await aPatron(world, here, { family_name: 'Vananderen' })
  const { files, pdf, patron_id, case_id } = await filesOf()
  const json = files['gegevens.json']!
  const data = JSON.parse(json) as Record<string, unknown>
  const [row] = await world.rows(
    'select to_jsonb(p)::text as row from patrons.patron p where patron_id = $1',
    [patron_id],
  )
  const stored = JSON.parse(row!.row!) as Record<string, unknown>
  const named = sections['patrons.patron']!.columns
  const shown = data['patron'] as Record<string, unknown>
  for (const [column, value] of Object.entries(stored))
    if (
      column in named &&
      column !== 'provenance' &&
      value !== null &&
      !(Array.isArray(value) && value.length === 0)
    )
      assert.deepEqual(shown[column], value, column)
  assert.equal(String(shown['national_number']).replace(/\D/g, ''), NUMBER.replace(/\D/g, ''))
  for (const key of [
    'loans',
    'holds',
    'cards',
    'memberships',
    'notes',
    'blocks',
    'money',
    'events',
    'claims',
    'requests',
    'looked_at',
    'statements',
  ])
    assert.ok((data[key] as unknown[]).length > 0, `${key} is empty`)
  for (const text of Object.values(files)) {
    assert.ok(text.includes(MARK))
    assert.ok(!text.includes('Vananderen') && !text.includes(other.card), 'somebody else stands in it')
    assert.ok(!/password|salt|"by":/.test(text), 'what is of staff stands in it')
  }
  const schema = await world.call(op.portabilitySchema, {}, null)
  assert.equal(schema.status, 200)
  const checker = Compile(schema.body as never)
  assert.deepEqual([...checker.Errors(data)], [])
  assert.ok(!checker.Check({ ...data, extra: 1 }))
  const html = files['gegevens.html']!
  for (const part of [
    '<html lang="nl-BE">',
    '<h1>',
    'scope="col"',
    'Waar ze vandaan komen',
    'Wie ze krijgt',
    'dpo@cultuurconnect.be',
    'Vlaamse Toezichtcommissie',
  ])
    assert.ok(html.includes(part), part)
  assert.ok(!/<script/.test(html))
  assert.ok(
    html.includes('uitgeleend') && html.includes('€ 12,34') && !/\b(checkout|membership|access)\b/.test(html),
  )
  const texts = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, text = '']) => plain(text))
  const judged = await judge(Buffer.from(pdf, 'latin1'))
  const headings = texts(/<h[12][^>]*>([^<]*)</g)
  assert.ok(headings.length > 8, `${headings.length} headings`)
  const said = texts(/<(?:p|li|dt|dd|td|th[^>]*|caption)>([^<]*)</g).flatMap(text => text.split('\n'))
  assert.ok(said.length > 200, `${said.length} texts`)
  assert.deepEqual(faultsOf(judged, { headings, texts: said }), [])
  const [head = '', line = ''] = files['overstap-leners.csv']!.replace('\uFEFF', '').split('\r\n')
  assert.deepEqual(head.split(';'), Object.keys(op.moveFields.patrons))
  assert.ok(line.includes(MARK) && line.includes('volwassene'))
  const [stowed] = await world.rows(
    'select string_agg(cipher, $2) as all from privacy.case_file where case_id = $1',
    [case_id, ''],
  )
  assert.ok(!stowed!['all']!.includes(MARK))
  const logged = await world.rows(
    "select count(*) as n from privacy.access_log where operation = 'readCaseFile' and patron_id = $1 and outcome = 'seen'",
    [patron_id],
  )
  assert.equal(logged[0]!['n'], '5')
})

test('P117 a letter of a request is a tagged PDF too, for who may read the request', async () => {
  const patron = await aPatron(world, here)
  const params = { patron_id: patron.patron_id }
  const body = { ...command(), kind: 'access' as const, purposes: [], proof: 'eid' as const }
  const { case_id } = (await world.call(op.startCase, { params, body }, owner)).body
  const one = await world.call(op.readCase, { params: { case_id } }, dpo)
  const { letter_id } = one.body.letters[0]!
  const ask = { params: { case_id, letter_id } }
  const got = await world.call(op.readCaseLetter, ask, dpo)
  assert.equal(got.status, 200, got.text)
  const { subject, body: written } = one.body.letters[0]!
  const judged = await judge(Buffer.from(got.body.base64, 'base64'))
  assert.deepEqual(faultsOf(judged, { headings: [subject], texts: written.split('\n') }), [])
  assert.equal((await world.call(op.readCaseLetter, ask, owner)).status, 403)
  const elsewhere = await world.staff(await world.library('Anderdam'), ['dpo'])
  assert.equal((await world.call(op.readCaseLetter, ask, elsewhere)).problem.code, 'not_found')
})

test('an address stands line by line', () => {
  assert.deepEqual(addressed({ name: 'T. Persoon', address: 'Straat 1, 9000 Gent' }), [
    'T. Persoon',
    'Straat 1',
    '9000 Gent',
  ])
  assert.deepEqual(addressed({ name: null, address: null }), [])
})
