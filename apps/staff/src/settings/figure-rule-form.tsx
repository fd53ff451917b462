import { changeCentralSetting, readCentralSettings } from '@kaft/contract/central-settings'
import type { FigureRule } from '@kaft/contract/figures'
import { listBranches } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { linesOf, type Named, regionsIn } from './regions.model.ts'
import { centralTexts } from './texts/central.ts'

const isCell = (text: string): boolean => /^\d{1,2}$/.test(text) && Number(text) >= 5 && Number(text) <= 50

const Form = ({ rule, libraries }: { rule: FigureRule; libraries: readonly Named[] }): ReactNode => {
  const t = useTexts(centralTexts)
  const b = useTexts(baseTexts)
  const [cell, setCell] = useState(String(rule.smallest_cell))
  const [text, setText] = useState(linesOf(libraries, rule.regions))
  const change = useDo(changeCentralSetting, [readCentralSettings])
  const read = regionsIn(text, libraries)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isCell(cell) || 'wrong' in read) return
    const value: FigureRule = { smallest_cell: Number(cell), regions: read.regions }
    change.mutate(
      { params: { key: 'figures.rule' }, body: { command_id: newCommandId(), value } },
      { onSuccess: () => tell(t.saved) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.figures}</h2>
        <p className="k-prose">{t.figuresAbout}</p>
        {change.error !== null && <Failed error={change.error} />}
        <TextInput
          label={t.smallestCell}
          value={cell}
          inputMode="numeric"
          error={isCell(cell) ? null : t.smallestCellWrong}
          onChange={event => setCell(event.currentTarget.value.trim())}
        />
        <Textarea
          label={t.regionsOf}
          value={text}
          autosize
          minRows={4}
          maxRows={16}
          error={'wrong' in read ? t.regionsWrong(read.wrong) : null}
          onChange={event => setText(event.currentTarget.value)}
        />
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={change.isPending}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

/** How figures of more than one library are made: the smallest group, and which library lies in which region. */
export const FigureRuleForm = ({ rule }: { rule: FigureRule }): ReactNode => {
  const branches = useRead(listBranches, {})
  return (
    <Read of={branches}>
      {({ rows }) => (
        <Form
          rule={rule}
          libraries={[...new Map(rows.map(row => [row.library_id, row.library_name]))].map(
            ([library_id, name]) => ({
              library_id,
              name,
            }),
          )}
        />
      )}
    </Read>
  )
}
