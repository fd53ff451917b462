import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newType, readTypes, type TypeForm, typeFormsOf } from './types.model.ts'

const types = [
  { type: 'volwassene', name: 'Volwassene', fee_cents: 550, months: 12, from_age: 18, to_age: 150 },
  { type: 'jeugd', name: 'Jeugd', fee_cents: 0, months: 12, from_age: 0, to_age: 17 },
  {
    type: 'inwoner',
    name: 'Inwoner met kansentarief',
    fee_cents: 125,
    months: 12,
    from_age: 18,
    to_age: 150,
    postcodes: ['9000', '9030'],
    category: 'student',
    social: true,
    ends: 'year' as const,
    pro_rata: true,
  },
  {
    type: 'klas',
    name: 'Klas',
    fee_cents: 0,
    months: 12,
    from_age: 0,
    to_age: 150,
    card_type: 'class' as const,
  },
]
const forms = typeFormsOf(types)
const with1 = (changes: Partial<TypeForm>): readonly TypeForm[] =>
  forms.map(form => (form.no === 1 ? { ...form, ...changes } : form))

test('types that nobody touched stay the same', () => {
  assert.deepEqual(readTypes(forms), { ok: true, types })
})
test('a new row is numbered on and must be filled', () => {
  const row = newType(forms)
  assert.equal(row.no, 4)
  assert.deepEqual(readTypes([...forms, row]), { ok: false, row: 5 })
})
test('a library keeps at least one kind', () => {
  assert.deepEqual(readTypes([]), { ok: false, row: 1 })
})
const wrong: readonly Partial<TypeForm>[] = [
  { type: 'Jeugd' },
  { type: 'volwassene' },
  { name: ' ' },
  { fee: 'gratis' },
  { months: '0' },
  { from_age: '20', to_age: '10' },
  { to_age: '151' },
  { postcodes: '9000; x' },
]
for (const changes of wrong)
  test(`${JSON.stringify(changes)} is refused at its row`, () => {
    assert.deepEqual(readTypes(with1(changes)), { ok: false, row: 2 })
  })
