import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blankRule, numbersOf, type RuleDraft, ruleOf, subfieldsOf } from './rule.model.ts'

const draft = (more: Partial<RuleDraft>): RuleDraft => ({ ...blankRule(1), ...more })

test('what is typed becomes a rule, or none while something is missing', () => {
  assert.deepEqual(ruleOf(draft({ tag: '650', code: 'a', find: 'Kaas', value: 'Zuivel' })), {
    do: 'replace',
    tag: '650',
    code: 'a',
    find: 'Kaas',
    value: 'Zuivel',
    whole: false,
    when: null,
  })
  assert.deepEqual(
    ruleOf(
      draft({
        does: 'add_field',
        tag: '655',
        inds: '#7',
        content: '$a Romans $2 vlacc',
        when_tag: '655',
        when_is: 'not_there',
      }),
    ),
    {
      do: 'add_field',
      tag: '655',
      ind1: '#',
      ind2: '7',
      subfields: [
        { code: 'a', value: 'Romans' },
        { code: '2', value: 'vlacc' },
      ],
      when: { tag: '655', code: null, is: 'not_there', value: '' },
    },
  )
  assert.deepEqual(ruleOf(draft({ does: 'fixed', tag: 'ldr', from: '17', value: ' ' })), {
    do: 'fixed',
    tag: 'LDR',
    from: 17,
    value: ' ',
    when: null,
  })
  const incomplete: Partial<RuleDraft>[] = [
    { tag: '65', find: 'x' },
    { tag: '650' },
    { does: 'set', tag: '650', value: 'x' },
    { does: 'remove', tag: '650', code: 'ab' },
    { does: 'move', tag: '650', code: 'a' },
    { does: 'fixed', tag: '245', from: '1', value: 'x' },
    { does: 'fixed', tag: '008', from: '', value: 'x' },
    { tag: '650', find: 'x', when_tag: '650', when_is: 'equal' },
  ]
  for (const one of incomplete) assert.equal(ruleOf(draft(one)), null, JSON.stringify(one))
})

test('subfields and numbers are read as people write them', () => {
  assert.deepEqual(subfieldsOf('Romans $2vlacc $'), [
    { code: 'a', value: 'Romans' },
    { code: '2', value: 'vlacc' },
  ])
  assert.deepEqual(numbersOf('9789025363420;Kaas\r\n"v1",x\n\nv1\n'), ['9789025363420', 'v1'])
})
