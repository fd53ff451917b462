import { beginTitleChange, listTitleChanges } from '@kaft/contract/catalogue-changes'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, FileInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useAsked, useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { RuleFields } from './rule-fields.tsx'
import { blankRule, numbersOf, type RuleDraft, ruleOf } from './rule.model.ts'
import { changeTexts } from './texts.ts'

interface Titles {
  readonly by: 'search' | 'numbers'
  readonly q: string
  readonly held: boolean
  readonly numbers: string
}

const Which = ({ of, change }: { of: Titles; change: (of: Titles) => void }): ReactNode => {
  const t = useTexts(changeTexts)
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.which}</h2>
      <SegmentedControl
        aria-label={t.which}
        value={of.by}
        data={[
          { value: 'search', label: t.bySearch },
          { value: 'numbers', label: t.byNumbers },
        ]}
        onChange={by => change({ ...of, by: by === 'numbers' ? 'numbers' : 'search' })}
      />
      {of.by === 'search' ? (
        <>
          <TextInput
            label={t.q}
            description={t.qHint}
            value={of.q}
            maxLength={300}
            autoComplete="off"
            onChange={event => change({ ...of, q: event.currentTarget.value })}
          />
          <Checkbox
            label={t.held}
            checked={of.held}
            onChange={event => change({ ...of, held: event.currentTarget.checked })}
          />
        </>
      ) : (
        <>
          <Textarea
            label={t.numbers}
            value={of.numbers}
            autosize
            minRows={4}
            maxRows={12}
            onChange={event => change({ ...of, numbers: event.currentTarget.value })}
          />
          <FileInput
            label={t.file}
            accept=".csv,.txt,text/plain,text/csv"
            onChange={file => void file?.text().then(numbers => change({ ...of, numbers }))}
          />
        </>
      )}
    </div>
  )
}

const useBegin = () => {
  const t = useTexts(changeTexts)
  const go = useGo()
  const [fault, setFault] = useState<string | null>(null)
  const begin = useDo(beginTitleChange, [listTitleChanges])
  const run = (name: string, titles: Titles, drafts: readonly RuleDraft[]): void => {
    const rules = drafts.map(ruleOf)
    const numbers = titles.by === 'numbers' ? numbersOf(titles.numbers) : []
    const q = titles.by === 'search' && titles.q.trim() !== '' ? titles.q.trim() : null
    const held = titles.by === 'search' && titles.held
    const missing = rules.indexOf(null)
    if (name.trim() === '') return setFault(t.nameNeeded)
    if (numbers.length === 0 && q === null && !held) return setFault(t.faults.titles)
    if (missing >= 0) return setFault(t.faults.rule(missing + 1))
    setFault(null)
    const body = {
      command_id: newCommandId(),
      name: name.trim(),
      selection: { q, held, numbers },
      rules: rules.filter(rule => rule !== null),
    }
    begin.mutate({ body }, { onSuccess: ({ change_id }) => go(paths.titleChange(change_id)) })
  }
  return { run, fault, busy: begin.isPending, error: begin.error }
}

/** Which titles, and what changes in them; nothing changes before each was looked at. */
export const Screen = (): ReactNode => {
  const t = useTexts(changeTexts)
  const q = useAsked().get('q') ?? ''
  const [name, setName] = useState('')
  const [titles, setTitles] = useState<Titles>({ by: 'search', q, held: false, numbers: '' })
  const [rules, setRules] = useState<readonly RuleDraft[]>([blankRule(1)])
  const begin = useBegin()
  const change = (key: number) => (changes: Partial<RuleDraft>) =>
    setRules(all => all.map(rule => (rule.key === key ? { ...rule, ...changes } : rule)))
  return (
    <Page title={t.fresh} about={t.about}>
      <Spine panel className="k-stack">
        <TextInput
          label={t.name}
          description={t.nameHint}
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={event => setName(event.currentTarget.value)}
        />
        <Which of={titles} change={setTitles} />
        <h2 className="k-text-md k-strong">{t.rules}</h2>
        <p className="k-quiet">{t.rulesAbout}</p>
        {rules.map((rule, at) => (
          <RuleFields
            key={rule.key}
            of={rule}
            place={at + 1}
            change={change(rule.key)}
            remove={rules.length > 1 ? () => setRules(rules.filter(one => one.key !== rule.key)) : null}
          />
        ))}
        <div className="k-line k-line-between">
          <Button onClick={() => setRules([...rules, blankRule(Math.max(...rules.map(r => r.key)) + 1)])}>
            {t.addRule}
          </Button>
          <Button variant="filled" loading={begin.busy} onClick={() => begin.run(name, titles, rules)}>
            {t.look}
          </Button>
        </div>
        {begin.fault !== null && (
          <div role="alert">
            <StateWord state="stop">{begin.fault}</StateWord>
          </div>
        )}
        {begin.error !== null && <Failed error={begin.error} />}
      </Spine>
    </Page>
  )
}
