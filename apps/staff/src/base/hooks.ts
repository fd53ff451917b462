import type { BodyOf, OkOf, Operation, QueryOf } from '@kaft/contract/operation'
import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type AskOf, call } from './api.ts'

export interface ReadOptions {
  /** False: do not ask yet. */
  readonly enabled?: boolean
  /** Keeps showing the former answer while the next one is fetched, for search lists. */
  readonly keep?: boolean
  /** Milliseconds during which an answer counts as fresh. */
  readonly fresh_ms?: number
  /** Asks again by itself this often. */
  readonly every_ms?: number
}

/** Reads an operation; the key is the operation's id and the ask, so that `useDo` can refresh it by name. */
export const useRead = <O extends Operation>(
  op: O,
  ask: AskOf<O>,
  options: ReadOptions = {},
): UseQueryResult<OkOf<O>, Error> =>
  useQuery({
    queryKey: [op.id, ask],
    queryFn: ({ signal }) => call(op, ask, { signal }),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
    ...(options.fresh_ms === undefined ? {} : { staleTime: options.fresh_ms }),
    ...(options.every_ms === undefined ? {} : { refetchInterval: options.every_ms }),
  })

/**
 * Does an operation; afterwards every reading of `refreshes` is fetched anew. Nobody waits for that: a row that goes
 * away with the new list would take what its own `mutate` still wanted to say along.
 */
export const useDo = <O extends Operation>(
  op: O,
  refreshes: readonly Operation[] = [],
): UseMutationResult<OkOf<O>, Error, AskOf<O>> => {
  const client = useQueryClient()
  return useMutation({
    mutationKey: [op.id],
    mutationFn: (ask: AskOf<O>) => call(op, ask),
    onSuccess: () => {
      for (const other of refreshes) void client.invalidateQueries({ queryKey: [other.id] })
    },
  })
}

/** What an operation calls the key of the row after which it goes on. */
type WalkKey<O extends Operation> = Extract<keyof QueryOf<O> | keyof BodyOf<O>, 'after' | 'before'>
type WalkOptions<O extends Operation> = Pick<ReadOptions, 'enabled' | 'keep' | 'fresh_ms'> &
  ('after' extends WalkKey<O> ? { readonly walk?: 'after' } : { readonly walk: WalkKey<O> })

/** The ask for the page behind a key: beside what else is asked, in the body of an ask that has one, else in the query. */
const askBehind = <A extends object>(ask: A, walk: string, next: string | undefined): A => {
  if (next === undefined) return ask
  const part = 'body' in ask ? 'body' : 'query'
  return { ...ask, [part]: { ...(ask as Partial<Record<string, object>>)[part], [walk]: next } }
}

/**
 * Reads a list that is walked page by page with the key of the row after which it goes on. The pages lie under the
 * operation's id as well, so that `useDo` refreshes them.
 * @param ask the ask for the first page
 */
export const useReadPages = <O extends Operation>(
  op: O & (OkOf<O> extends { next: string | null } ? unknown : never),
  ask: AskOf<O>,
  ...[options]: 'after' extends WalkKey<O> ? [options?: WalkOptions<O>] : [options: WalkOptions<O>]
): UseInfiniteQueryResult<InfiniteData<OkOf<O>, string | undefined>, Error> =>
  useInfiniteQuery({
    queryKey: [op.id, 'pages', ask],
    queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string | undefined }) =>
      call<O>(op, askBehind(ask, options?.walk ?? 'after', pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => (page as { next: string | null }).next ?? undefined,
    ...(options?.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options?.keep === true ? { placeholderData: keepPreviousData } : {}),
    ...(options?.fresh_ms === undefined ? {} : { staleTime: options.fresh_ms }),
  })
