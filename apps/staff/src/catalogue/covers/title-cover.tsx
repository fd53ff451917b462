import { putCover, readCover } from '@kaft/contract/covers'
import { Button, FileButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { coverAt } from './cover.tsx'
import css from './covers.module.css'
import { coverTexts } from './texts.ts'

const base64 = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

const Acts = ({ title_id, shown }: { title_id: string; shown: () => void }): ReactNode => {
  const t = useTexts(coverTexts)
  const read = useRead(readCover, { params: { title_id } })
  const put = useDo(putCover, [readCover])
  if (read.data === undefined) return null
  const { from, name, may_change } = read.data
  const send = (image: string | null): void =>
    put.mutate(
      { params: { title_id }, body: { command_id: newCommandId(), image } },
      {
        onSuccess: () => {
          tell(image === null ? t.removed : t.given)
          shown()
        },
      },
    )
  const take = (file: File | null): void => {
    if (file !== null) void base64(file).then(send)
  }
  return (
    <>
      <span className="k-text-xs k-quiet">{name === null ? t.drawn : t.from(name)}</span>
      {may_change && (
        <FileButton onChange={take} accept="image/jpeg,image/png,image/gif,image/webp">
          {props => (
            <Button {...props} size="compact-sm" loading={put.isPending} title={t.giveLabel}>
              {t.give}
            </Button>
          )}
        </FileButton>
      )}
      {may_change && from === 'library' && (
        <Button size="compact-sm" onClick={() => send(null)}>
          {t.remove}
        </Button>
      )}
      {put.error !== null && <Failed error={put.error} />}
    </>
  )
}

/** The cover of a title; cataloguers give it one of their own. */
export const TitleCover = ({ title_id }: { title_id: string }): ReactNode => {
  /** Counts up with each change, so that the browser fetches the image anew. */
  const [turn, setTurn] = useState(0)
  return (
    <div className={css['box']}>
      <img className={css['large']} src={coverAt(title_id, turn)} alt="" width={120} height={168} />
      <Allowed op={putCover}>
        <Acts title_id={title_id} shown={() => setTurn(Date.now())} />
      </Allowed>
    </div>
  )
}
