import type { Someone, World } from './world.ts'

/** A browser at the pages of a reader: one that follows no address by itself and keeps no cookie but the session. */
export const readerPages = (world: () => World) => ({
  get: (url: string, reader?: Someone) =>
    world().app.inject({ method: 'GET', url, cookies: { kaft_reader: reader?.reader ?? '' } }),
  post: (url: string, form: Record<string, string>, reader?: Someone) =>
    world().app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      cookies: { kaft_reader: reader?.reader ?? '' },
    }),
})
