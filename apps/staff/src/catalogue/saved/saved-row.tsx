import {
  countSearchNews,
  followSearch,
  listSavedSearches,
  type SavedSearch,
  saveSearch,
} from '@kaft/contract/saved-searches'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Layer } from '../../base/layer.tsx'
import { paths } from '../../base/paths.ts'
import { useSession } from '../../base/session.ts'
import { Failed } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import { offerWayBack } from '../../base/undo.ts'
import { publicQueryOf } from '../filters.model.ts'
import { useAskWords } from './ask-words.tsx'
import { ChangeForm } from './change.tsx'
import { addressOfAsk, filtersOfAsk } from './saved.model.ts'
import { savedTexts } from './texts.ts'

const refreshed = [listSavedSearches, countSearchNews]

/** What came and what changed, in words; null where nothing did. */
export const useNewsWords = (): ((follow: {
  came: number
  changed: number
  more: boolean
}) => string | null) => {
  const t = useTexts(savedTexts)
  const f = useFormats()
  return ({ came, changed, more }) => {
    const parts = [
      ...(came > 0 ? [t.came(f.count(came), came === 1)] : []),
      ...(changed > 0 ? [t.changed(f.count(changed), changed === 1)] : []),
    ]
    if (parts.length === 0) return null
    return more ? t.atLeast(parts.join(', ')) : parts.join(', ')
  }
}

/** Deletes a search or brings it back; either can be taken back at once. */
const useEnding = (row: SavedSearch) => {
  const t = useTexts(savedTexts)
  const save = useDo(saveSearch, refreshed)
  const { search_id, name, asks, shared, ended } = row
  const turned = (version: number, to: boolean) => ({
    body: {
      command_id: newCommandId(),
      search_id,
      version,
      name,
      asks,
      shared,
      follow: false,
      ended: to,
    },
  })
  const run = (): void =>
    save.mutate(turned(row.version, !ended), {
      onSuccess: ({ version }) =>
        offerWayBack(ended ? t.restored(name) : t.removed(name), refreshed, async () => {
          await call(saveSearch, turned(version, ended))
          return ended ? t.removed(name) : t.restored(name)
        }),
    })
  return { run, save }
}

const useFollowing = (row: SavedSearch) => {
  const t = useTexts(savedTexts)
  const follow = useDo(followSearch, refreshed)
  const { search_id, name } = row
  const turned = (on: boolean) => ({
    params: { search_id },
    body: { command_id: newCommandId(), on, mail_to: row.follow?.mail_to ?? null },
  })
  const on = row.follow === null
  const run = (): void =>
    follow.mutate(turned(on), {
      onSuccess: () =>
        offerWayBack(on ? t.followed(name) : t.unfollowed(name), refreshed, async () => {
          await call(followSearch, turned(!on))
          return on ? t.unfollowed(name) : t.followed(name)
        }),
    })
  return { run, follow }
}

const Whose = ({ row }: { row: SavedSearch }): ReactNode => {
  const t = useTexts(savedTexts)
  if (row.shared_by !== null) return row.shared_by
  if (row.shared && !row.mine) return t.orphan
  return row.shared ? t.mineShared : t.mine
}

const Followed = ({ follow }: { follow: SavedSearch['follow'] }): ReactNode => {
  const t = useTexts(savedTexts)
  if (follow === null) return t.notFollowing
  if (follow.mail_to === null) return t.following
  if (follow.mail_refused) return <StateWord state="ask">{t.mailRefused(follow.mail_to)}</StateWord>
  return t.mailed(follow.mail_to)
}

const Name = ({ row }: { row: SavedSearch }): ReactNode => {
  const words = useAskWords()
  return (
    <th scope="row">
      <To to={addressOfAsk(row.asks)}>{row.name}</To>
      <br />
      <span className="k-quiet k-text-xs">{words(row.asks)}</span>
    </th>
  )
}

/** A search that was deleted: it can be brought back. */
export const DeletedRow = ({ row }: { row: SavedSearch }): ReactNode => {
  const t = useTexts(savedTexts)
  const { run, save } = useEnding(row)
  return (
    <tr>
      <Name row={row} />
      <td>
        <Whose row={row} />
      </td>
      <td>
        <Button size="compact-sm" loading={save.isPending} onClick={run}>
          {t.restore}
        </Button>
        {save.error !== null && <Failed error={save.error} />}
      </td>
    </tr>
  )
}

const Acts = ({ row, mails }: { row: SavedSearch; mails: boolean }): ReactNode => {
  const t = useTexts(savedTexts)
  const session = useSession()
  const [changing, setChanging] = useState(false)
  const ending = useEnding(row)
  const following = useFollowing(row)
  const on = row.follow !== null
  const error = ending.save.error ?? following.follow.error
  return (
    <>
      <div className="k-line">
        <Button
          size="compact-sm"
          aria-label={on ? t.stopFollowOf(row.name) : t.startFollowOf(row.name)}
          loading={following.follow.isPending}
          onClick={following.run}
        >
          {on ? t.stopFollow : t.startFollow}
        </Button>
        {(row.mine || on) && (
          <Button size="compact-sm" aria-label={t.changeOf(row.name)} onClick={() => setChanging(true)}>
            {t.change}
          </Button>
        )}
        {row.mine && (
          <Button
            size="compact-sm"
            aria-label={t.removeOf(row.name)}
            loading={ending.save.isPending}
            onClick={ending.run}
          >
            {t.remove}
          </Button>
        )}
        <a href={`/zoeken/feed?${publicQueryOf(filtersOfAsk(row.asks), session)}`}>{t.feed}</a>
      </div>
      {error !== null && <Failed error={error} />}
      {changing && (
        <Layer title={t.changeOf(row.name)} onClose={() => setChanging(false)}>
          <ChangeForm row={row} mails={mails} done={() => setChanging(false)} />
        </Layer>
      )}
    </>
  )
}

/** A kept search: run by its name, with what is new, and what can be done with it. */
export const SavedSearchRow = ({ row, mails }: { row: SavedSearch; mails: boolean }): ReactNode => {
  const t = useTexts(savedTexts)
  const newsWords = useNewsWords()
  const { follow } = row
  const news = follow === null ? null : newsWords(follow)
  return (
    <tr>
      <Name row={row} />
      <td>
        {news !== null && <To to={paths.searchNews(row.search_id)}>{news}</To>}
        {follow !== null && news === null && <span className="k-quiet">{t.nothingNew}</span>}
      </td>
      <td>
        <Whose row={row} />
      </td>
      <td>
        <Followed follow={follow} />
      </td>
      <td>
        <Acts row={row} mails={mails} />
      </td>
    </tr>
  )
}
