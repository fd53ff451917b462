import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../../base/language.ts'
import css from './changes.module.css'
import { DOES, type Does, type RuleDraft } from './rule.model.ts'
import { changeTexts } from './texts.ts'

type Texts = { [K in keyof RuleDraft]: RuleDraft[K] extends string ? K : never }[keyof RuleDraft]
type Change = (changes: Partial<RuleDraft>) => void

/** Which boxes each kind of rule has, in the order in which it is read. */
const BOXES: Readonly<Record<Does, readonly Texts[]>> = {
  add_field: ['tag', 'inds', 'content'],
  remove_field: ['tag'],
  set: ['tag', 'code', 'value'],
  remove: ['tag', 'code'],
  replace: ['tag', 'code', 'find', 'value'],
  move: ['tag', 'code', 'to_tag', 'to_code'],
  fixed: ['tag', 'from', 'value'],
}
const SMALL = new Set<Texts>(['tag', 'code', 'inds', 'to_tag', 'to_code', 'from', 'when_tag', 'when_code'])

const Box = ({ of, name, change }: { of: RuleDraft; name: Texts; change: Change }): ReactNode => {
  const t = useTexts(changeTexts)
  const labels: Partial<Record<Texts, string>> = {
    tag: t.field,
    code: t.code,
    inds: t.inds,
    content: t.content,
    value: of.does === 'replace' ? t.by : t.value,
    find: t.find,
    to_tag: t.toTag,
    to_code: t.toCode,
    from: t.place,
    when_tag: t.field,
    when_code: t.code,
    when_value: t.value,
  }
  const hints: Partial<Record<Texts, string>> = {
    tag: of.does === 'fixed' ? '008, LDR' : '650, 6XX',
    code: of.does === 'replace' || of.does === 'move' ? t.anyCode : 'a',
    inds: '##',
    content: t.contentHint,
    to_tag: t.sameTag,
    to_code: t.sameTag,
    from: t.placeHint,
    when_tag: t.always,
    when_code: t.anyCode,
  }
  return (
    <TextInput
      className={SMALL.has(name) ? css['small'] : css['wide']}
      label={labels[name]}
      placeholder={hints[name]}
      value={of[name]}
      maxLength={name === 'content' || name === 'value' || name === 'find' ? 2000 : 40}
      autoComplete="off"
      spellCheck={false}
      onChange={event => change({ [name]: event.currentTarget.value })}
    />
  )
}

/** One rule: what it does, to what, and on which records. */
export const RuleFields = ({
  of,
  place,
  change,
  remove,
}: {
  of: RuleDraft
  place: number
  change: Change
  remove: (() => void) | null
}): ReactNode => {
  const t = useTexts(changeTexts)
  return (
    <fieldset className={css['rule']}>
      <legend className="k-quiet">{place}</legend>
      <div className={css['boxes']}>
        <NativeSelect
          label={t.kind}
          value={of.does}
          data={DOES.map(value => ({ value, label: t.does[value] }))}
          onChange={event => {
            const does = DOES.find(one => one === event.currentTarget.value)
            if (does) change({ does })
          }}
        />
        {BOXES[of.does].map(name => (
          <Box key={name} of={of} name={name} change={change} />
        ))}
        {of.does === 'replace' && (
          <Checkbox
            label={t.whole}
            checked={of.whole}
            onChange={event => change({ whole: event.currentTarget.checked })}
          />
        )}
      </div>
      <div className={css['boxes']}>
        <span className={css['when']}>{t.when}</span>
        <Box of={of} name="when_tag" change={change} />
        {of.when_tag !== '' && (
          <>
            <Box of={of} name="when_code" change={change} />
            <NativeSelect
              label={t.when}
              value={of.when_is}
              data={(['there', 'not_there', 'equal', 'has'] as const).map(value => ({
                value,
                label: t.is[value],
              }))}
              onChange={event => {
                const is = (['there', 'not_there', 'equal', 'has'] as const).find(
                  one => one === event.currentTarget.value,
                )
                if (is) change({ when_is: is })
              }}
            />
            {(of.when_is === 'equal' || of.when_is === 'has') && (
              <Box of={of} name="when_value" change={change} />
            )}
          </>
        )}
        {remove !== null && (
          <Button size="compact-sm" onClick={remove}>
            {t.removeRule}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
