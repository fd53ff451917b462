import { listTitleLists, putOnList, readTitleList } from '@kaft/contract/title-lists'
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { listTexts } from './texts.ts'

const Lists = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(listTexts)
  const read = useRead(listTitleLists, { query: {} }, { fresh_ms: 30_000 })
  const put = useDo(putOnList, [readTitleList, listTitleLists])
  const lists = (read.data?.rows ?? []).filter(list => list.kind === 'hand')
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className="k-quiet-link">
          {t.put}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {lists.map(({ list_id, name }) => (
          <Menu.Item
            key={list_id}
            onClick={() =>
              put.mutate(
                { params: { list_id }, body: { command_id: newCommandId(), title_id, on: true } },
                { onSuccess: () => tell(t.putDone(name)) },
              )
            }
          >
            {name}
          </Menu.Item>
        ))}
        {lists.length === 0 && <Menu.Label>{t.noHand}</Menu.Label>}
        <Menu.Label>
          <To to={paths.titleLists}>{t.toLists}</To>
        </Menu.Label>
      </Menu.Dropdown>
      {put.error !== null && <Failed error={put.error} />}
    </Menu>
  )
}

/** From a title onto a list of own choice. */
export const PutOnList = ({ title_id }: { title_id: string }): ReactNode => (
  <Allowed op={putOnList}>
    <Lists title_id={title_id} />
  </Allowed>
)
