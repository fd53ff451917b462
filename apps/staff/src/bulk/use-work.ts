import { bulkLines, type BulkRun, listBulk, readBulk, workBulk } from '@kaft/contract/bulk'
import { useEffect, useState } from 'react'
import { call } from '../base/api.ts'
import { useRead } from '../base/hooks.ts'
import { queryClient } from '../base/query-client.ts'
import { isWorking } from './change.model.ts'

const wait = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

/**
 * A run, kept going while its screen is open: each batch answers how far it is. A colleague or the clock may be at it
 * too, so a batch that moved nothing waits a moment before it asks again.
 */
export const useRun = (run_id: string) => {
  const read = useRead(readBulk, { params: { run_id } }, { every_ms: 30_000 })
  const [error, setError] = useState<unknown>(null)
  const { data } = read
  const working = data !== undefined && isWorking(data.state)
  useEffect(() => {
    if (!working) return
    let open = true
    const put = (run: BulkRun): void =>
      void queryClient.setQueryData([readBulk.id, { params: { run_id } }], run)
    // The rows are other ones now than when the list below was read.
    const again = (): void => {
      for (const op of [bulkLines, listBulk]) void queryClient.invalidateQueries({ queryKey: [op.id] })
    }
    const go = async (): Promise<void> => {
      for (let last = -1; open; ) {
        const run = await call(workBulk, { params: { run_id }, body: {} })
        if (open) put(run)
        if (!isWorking(run.state)) return again()
        if (run.handled === last) await wait(1_000)
        last = run.handled
      }
    }
    go().catch((thrown: unknown) => open && setError(thrown))
    return () => {
      open = false
    }
  }, [working, run_id])
  return { read, error }
}
