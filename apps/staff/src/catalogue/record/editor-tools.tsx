import { Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useShortcuts } from '../../base/keys.ts'
import { useTexts } from '../../base/language.ts'
import { recordTexts } from './texts.ts'
import type { Editor, FormatName } from './use-editor.ts'

/** Tools above the lines: the format, one step back and forth, a new field. */
export const Tools = ({ editor, formats = true }: { editor: Editor; formats?: boolean }): ReactNode => {
  const t = useTexts(recordTexts)
  return (
    <div className="k-line">
      {formats && (
        <NativeSelect
          aria-label={t.format}
          value={editor.format}
          data={Object.entries(t.formats).map(([value, label]) => ({ value, label }))}
          onChange={event => editor.setFormat(event.currentTarget.value as FormatName)}
        />
      )}
      <Button disabled={!editor.mayUndo} onClick={editor.undo}>
        {t.undo} <kbd>Ctrl Z</kbd>
      </Button>
      <Button disabled={!editor.mayRedo} onClick={editor.redo}>
        {t.redo}
      </Button>
      <Button onClick={() => editor.add(null)}>{t.add}</Button>
      <Button onClick={editor.sort}>{t.sort}</Button>
    </div>
  )
}

export const useEditorKeys = (editor: Editor, save: () => void, on: boolean): void => {
  const { nl, en } = recordTexts
  const key = (id: string, combo: string, does: { nl: string; en: string }, run: () => void) => ({
    id: `record.${id}`,
    combo,
    does,
    run,
    whileTyping: true,
  })
  useShortcuts(
    on
      ? [
          key('save', 'Ctrl+S', { nl: nl.save, en: en.save }, save),
          key('undo', 'Ctrl+Z', { nl: nl.undo, en: en.undo }, editor.undo),
          key('redo', 'Ctrl+Y', { nl: nl.redo, en: en.redo }, editor.redo),
        ]
      : [],
  )
}
