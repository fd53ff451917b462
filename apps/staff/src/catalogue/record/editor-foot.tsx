import type { MarcRecord } from '@kaft/marc'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { useEditorKeys } from './editor-tools.tsx'
import css from './record.module.css'
import { recordTexts } from './texts.ts'
import type { Editor } from './use-editor.ts'

/** How far the record is from what its format asks. */
const Verdict = ({ editor }: { editor: Editor }): ReactNode => {
  const t = useTexts(recordTexts)
  const { stops, asks } = editor
  const state = stops > 0 ? 'stop' : asks > 0 ? 'ask' : 'ok'
  const words = [stops > 0 ? t.stops(stops) : '', asks > 0 ? t.asks(asks) : ''].filter(Boolean).join(' ')
  return (
    <StateWord state={state}>
      <span role="status">{words === '' ? t.clean : words}</span>
    </StateWord>
  )
}

/** What a record that is saved says, whether it describes a title, holdings or a heading. */
export interface Changed {
  readonly command_id: string
  readonly version: number
  readonly record: MarcRecord
  readonly why: string | null
}
export interface Saving {
  readonly why: string
  readonly setWhy: (why: string) => void
  readonly submit: () => void
  readonly pending: boolean
  readonly error: Error | null
}

/**
 * Saving what stands in an editor, by its button and by Ctrl S: nothing while a fault forbids it or an answer is awaited.
 * @param of the version that was read, and whether whoever asks may change it
 */
export function useSaving(
  editor: Editor,
  of: { readonly version: number; readonly editable: boolean },
  save: { readonly isPending: boolean; readonly error: Error | null },
  send: (changed: Changed) => void,
): Saving {
  const [why, setWhy] = useState('')
  const submit = (): void => {
    if (editor.stops > 0 || save.isPending) return
    send({
      command_id: newCommandId(),
      version: of.version,
      record: editor.record,
      why: why.trim() || null,
    })
  }
  useEditorKeys(editor, submit, of.editable)
  return { why, setWhy, submit, pending: save.isPending, error: save.error }
}

/** Puts a former form into an editor, and says why. */
export const useRestore = (
  editor: Editor,
  { setWhy }: Saving,
): ((from: MarcRecord, version: number) => void) => {
  const t = useTexts(recordTexts)
  return (from, version) => {
    editor.load(from)
    setWhy(t.restored(version))
    tell(t.restoredTold(version))
  }
}

/** The foot of an editor: what went wrong, what the format says, the button that keeps it, and what else is to be known. */
export const Foot = ({
  editor,
  failed,
  why,
  keep,
  about,
}: {
  editor: Editor
  failed: ReactNode
  why?: ReactNode
  keep: { readonly label: string; readonly pending: boolean; readonly run: () => void }
  about?: string
}): ReactNode => (
  <div className={css['foot']}>
    {failed}
    <div className="k-line k-line-between">
      <Verdict editor={editor} />
      {why}
      <Button variant="filled" disabled={editor.stops > 0} loading={keep.pending} onClick={keep.run}>
        {keep.label} <kbd>Ctrl S</kbd>
      </Button>
    </div>
    {about !== undefined && <p className="k-text-xs k-quiet">{about}</p>}
  </div>
)

/** The foot under a record that is there already: it asks why it changes. */
export const SavingFoot = ({
  editor,
  saving,
  about,
}: {
  editor: Editor
  saving: Saving
  about?: string
}): ReactNode => {
  const t = useTexts(recordTexts)
  return (
    <Foot
      editor={editor}
      failed={saving.error !== null && <Failed error={saving.error} />}
      why={
        <TextInput
          className={css['why'] ?? ''}
          aria-label={t.why}
          placeholder={t.why}
          value={saving.why}
          maxLength={200}
          autoComplete="off"
          onChange={event => saving.setWhy(event.currentTarget.value)}
        />
      }
      keep={{ label: t.save, pending: saving.pending, run: saving.submit }}
      {...(about === undefined ? {} : { about })}
    />
  )
}
