import { addHolding } from '@kaft/contract/catalogue-holdings'
import { readTitle, type Title } from '@kaft/contract/cataloguing'
import type { ReactNode } from 'react'
import { useGo, usePart } from '../../../base/address.ts'
import { newCommandId } from '../../../base/command-id.ts'
import { dayOf } from '../../../base/format.ts'
import { useDo, useRead } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { Page } from '../../../base/page.tsx'
import { paths } from '../../../base/paths.ts'
import { useSession } from '../../../base/session.ts'
import { Failed, Read } from '../../../base/states.tsx'
import { tell } from '../../../base/tell.ts'
import { To } from '../../../base/to.tsx'
import { Lines } from '../lines.tsx'
import { Foot } from '../editor-foot.tsx'
import { Tools, useEditorKeys } from '../editor-tools.tsx'
import { useEditor } from '../use-editor.ts'
import { blankHolding } from './holding.model.ts'
import { holdingTexts } from './texts.ts'

const SERIALS = ['magazine', 'newspaper']

const Fresh = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(holdingTexts)
  const go = useGo()
  const { branch_name } = useSession()
  const editor = useEditor(
    blankHolding({ day: dayOf(), branch: branch_name, serial: SERIALS.includes(title.material) }),
    'holdings',
  )
  const add = useDo(addHolding, [readTitle])
  const { title_id } = title
  const submit = (): void => {
    if (editor.stops > 0 || add.isPending) return
    add.mutate(
      { params: { title_id }, body: { command_id: newCommandId(), record: editor.record } },
      {
        onSuccess: ({ holding_id }) => {
          tell(t.made)
          go(paths.holding(holding_id), { replace: true })
        },
      },
    )
  }
  useEditorKeys(editor, submit, true)
  return (
    <Page title={t.fresh} about={t.of(title.title)} actions={<To to={paths.title(title_id)}>{t.toTitle}</To>}>
      <Tools editor={editor} formats={false} />
      <Lines editor={editor} readOnly={false} />
      <Foot
        editor={editor}
        failed={add.error !== null && <Failed error={add.error} />}
        keep={{ label: t.save, pending: add.isPending, run: submit }}
        about={t.aboutItems}
      />
    </Page>
  )
}

/** A holdings record of a title that has none of the own library yet, or one more. */
export const Screen = (): ReactNode => {
  const title_id = usePart('title_id')
  const read = useRead(readTitle, { params: { title_id } }, { fresh_ms: 600_000 })
  return <Read of={read}>{title => <Fresh key={title.title_id} title={title} />}</Read>
}
