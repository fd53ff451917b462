import { addChildren, readClassList } from '@kaft/contract/class-lists'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Textarea } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { childrenOf } from './names.model.ts'
import { classTexts } from './texts.ts'

/** A whole class at once: the first names as the teacher sent them, one on each line. */
export const AddChildren = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(classTexts)
  const b = useTexts(baseTexts)
  const add = useDo(addChildren, [readClassList])
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const read = childrenOf(text)
  const fault = 'wrong' in read ? t.wrong(read.wrong) : read.children.length === 0 ? b.needed : null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if ('wrong' in read || read.children.length === 0) return
    const { children } = read
    add.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), children: [...children] } },
      {
        onSuccess: () => {
          setText('')
          setTried(false)
          tell(t.added(children.length))
        },
      },
    )
  }
  return (
    <Spine panel className={css['block']}>
      <form className="k-stack" onSubmit={submit} noValidate>
        <Textarea
          label={t.names}
          description={t.namesHint}
          value={text}
          rows={4}
          autoComplete="off"
          spellCheck={false}
          error={tried && fault !== null ? fault : undefined}
          onChange={event => setText(event.currentTarget.value)}
        />
        {add.error !== null && <Failed error={add.error} />}
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t.add}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
