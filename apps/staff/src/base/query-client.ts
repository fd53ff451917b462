import { QueryClient } from '@tanstack/react-query'
import { mayRepeat } from './problem.ts'

/** One cache for all screens. A refusal is never repeated; silence is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (times, error) => times < 2 && mayRepeat(error),
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // Kaft judges by answers whether the line stands, not by what the browser believes.
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
