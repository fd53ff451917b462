import { followSearch, listSavedSearches, type SavedSearch, saveSearch } from '@kaft/contract/saved-searches'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { offerWayBack } from '../../base/undo.ts'
import { mailIn } from './saved.model.ts'
import { savedTexts } from './texts.ts'

interface Wish {
  readonly name: string
  readonly shared: boolean
  readonly mail_to: string | null
}

/** Keeps what was changed of a search, and says how it is taken back. */
const useChanging = (row: SavedSearch, done: () => void) => {
  const t = useTexts(savedTexts)
  const save = useDo(saveSearch, [listSavedSearches])
  const follow = useDo(followSearch, [listSavedSearches])
  const { search_id } = row
  const wasTo = row.follow?.mail_to ?? null
  const keep = ({ name, shared }: Pick<Wish, 'name' | 'shared'>, version: number) => ({
    body: {
      command_id: newCommandId(),
      search_id,
      version,
      name,
      shared,
      asks: row.asks,
      follow: false,
      ended: false,
    },
  })
  const mailing = (mail_to: string | null) => ({
    params: { search_id },
    body: { command_id: newCommandId(), on: true, mail_to },
  })
  const run = async (wish: Wish): Promise<void> => {
    const renames = row.mine && (wish.name !== row.name || wish.shared !== row.shared)
    const moves = row.follow !== null && wish.mail_to !== wasTo
    try {
      if (moves) await follow.mutateAsync(mailing(wish.mail_to))
      const { version } = renames ? await save.mutateAsync(keep(wish, row.version)) : row
      if (renames || moves)
        offerWayBack(t.kept(wish.name), [listSavedSearches], async () => {
          if (moves) await call(followSearch, mailing(wasTo))
          if (renames) await call(saveSearch, keep(row, version))
          return t.keptBack(row.name)
        })
      done()
    } catch {
      // The form says what was refused.
    }
  }
  return {
    run,
    error: save.error ?? follow.error,
    busy: save.isPending || follow.isPending,
  }
}

/** The name, whom it is shared with, and where its news goes. */
export const ChangeForm = ({
  row,
  mails,
  done,
}: {
  row: SavedSearch
  mails: boolean
  done: () => void
}): ReactNode => {
  const t = useTexts(savedTexts)
  const { run, error, busy } = useChanging(row, done)
  const [name, setName] = useState(row.name)
  const [shared, setShared] = useState(row.shared)
  const [mail, setMail] = useState(row.follow?.mail_to ?? '')
  const [tried, setTried] = useState(false)
  const mail_to = mailIn(mail)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() !== '' && mail_to !== undefined) void run({ name: name.trim(), shared, mail_to })
  }
  return (
    <form onSubmit={submit} className="k-stack" noValidate>
      {row.mine && (
        <>
          <TextInput
            label={t.name}
            value={name}
            maxLength={120}
            autoComplete="off"
            error={tried && name.trim() === '' ? t.nameNeeded : undefined}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Checkbox
            label={t.share}
            checked={shared}
            onChange={event => setShared(event.currentTarget.checked)}
          />
        </>
      )}
      {row.follow !== null && (
        <TextInput
          label={t.mailTo}
          description={mails ? t.mailAbout : t.mailOff}
          type="email"
          value={mail}
          maxLength={254}
          disabled={!mails && row.follow.mail_to === null}
          error={tried && mail_to === undefined ? t.mailWrong : undefined}
          onChange={event => setMail(event.currentTarget.value)}
        />
      )}
      {error !== null && <Failed error={error} />}
      <div className="k-line k-line-end">
        <Button onClick={done}>{t.cancel}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}
