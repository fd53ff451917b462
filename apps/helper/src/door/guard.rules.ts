/** What a request says of where it comes from. */
export interface Caller {
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly authorization: string | undefined
}

/** A page elsewhere may have a name that leads to this machine (DNS rebinding); it cannot say one of these as its host. */
export const isHere = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`

/** A web address with a host, as browsers say it: no path, no `null` of a file or a sandbox. */
export const isOrigin = (origin: string | undefined): origin is string =>
  origin !== undefined && /^https?:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/.test(origin)

export const tokenOf = (authorization: string | undefined): string | null =>
  /^Bearer ([A-Za-z0-9_-]{32})$/.exec(authorization ?? '')?.[1] ?? null
