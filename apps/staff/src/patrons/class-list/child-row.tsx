import {
  changeChild,
  type ClassChild,
  readClassList,
  removeChild,
  restoreChild,
} from '@kaft/contract/class-lists'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { childName } from '../../base/child-name.ts'
import { newCommandId } from '../../base/command-id.ts'
import { offerWayBack } from '../../base/undo.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import { childOf } from './names.model.ts'
import { classTexts } from './texts.ts'

type AtHome = ClassChild['loans'][number]

/** What is still at home, each with its day. */
export const AtHomeList = ({ loans }: { loans: readonly AtHome[] }): ReactNode => {
  const t = useTexts(classTexts)
  const f = useFormats()
  if (loans.length === 0) return <span className="k-quiet">{t.nothing}</span>
  return (
    <ul className="k-bare">
      {loans.map(loan => (
        <li key={loan.loan_id}>
          {loan.title}{' '}
          <span className="k-quiet">
            · {t.due(f.dayShort(loan.due_on))}
            {loan.overdue_days > 0 && ` · ${t.late(loan.overdue_days)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

interface OfChild {
  readonly patron_id: string
  readonly child: ClassChild
}

const Rename = ({ patron_id, child, close }: OfChild & { close: () => void }): ReactNode => {
  const t = useTexts(classTexts)
  const b = useTexts(baseTexts)
  const change = useDo(changeChild, [readClassList])
  const [text, setText] = useState(childName(child))
  const field = useFocusOnOpen<HTMLInputElement>()
  const typed = childOf(text)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (typed === null) return
    const { child_id } = child
    change.mutate(
      { params: { patron_id, child_id }, body: { command_id: newCommandId(), ...typed } },
      {
        onSuccess: () => {
          tell(t.renamed(text.trim()))
          close()
        },
      },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <TextInput
        ref={field}
        label={t.name}
        value={text}
        autoComplete="off"
        error={typed === null ? t.wrong(text.trim()) : undefined}
        onChange={event => setText(event.currentTarget.value)}
      />
      {change.error !== null && <Failed error={change.error} />}
      <div className="k-line">
        <Button type="submit" size="compact-sm" variant="filled" loading={change.isPending}>
          {b.save}
        </Button>
        <Button size="compact-sm" onClick={close}>
          {b.cancel}
        </Button>
      </div>
    </form>
  )
}

const Remove = ({ patron_id, child }: OfChild): ReactNode => {
  const t = useTexts(classTexts)
  const remove = useDo(removeChild, [readClassList])
  const run = (): void => {
    const text = t.removed(childName(child))
    remove.mutate(
      { params: { patron_id, child_id: child.child_id } },
      {
        onSuccess: () =>
          offerWayBack(text, [readClassList], async () => {
            const { child_id } = child
            await call(restoreChild, {
              params: { patron_id, child_id },
              body: { command_id: newCommandId() },
            })
            return t.back(childName(child))
          }),
      },
    )
  }
  return (
    <>
      <Button size="compact-sm" variant="subtle" loading={remove.isPending} onClick={run}>
        {t.remove}
      </Button>
      {remove.error !== null && <Failed error={remove.error} again={run} />}
    </>
  )
}

/** One child: the name, what it still has, and the two things that change on a list. */
export const ChildRow = ({ patron_id, child, own }: OfChild & { own: boolean }): ReactNode => {
  const t = useTexts(classTexts)
  const [renames, setRenames] = useState(false)
  return (
    <tr>
      <th scope="row">
        {renames ? (
          <Rename patron_id={patron_id} child={child} close={() => setRenames(false)} />
        ) : (
          childName(child)
        )}
      </th>
      <td>
        <AtHomeList loans={child.loans} />
      </td>
      <td>
        {own && !renames && (
          <Allowed op={changeChild}>
            <span className="k-line">
              <Button size="compact-sm" variant="subtle" onClick={() => setRenames(true)}>
                {t.rename}
              </Button>
              <Remove patron_id={patron_id} child={child} />
            </span>
          </Allowed>
        )}
      </td>
    </tr>
  )
}
