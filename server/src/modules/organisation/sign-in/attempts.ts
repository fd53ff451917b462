/**
 * Counts how often somebody tries, in the memory of this process: a bucket for each key that fills again by itself.
 * A restart forgets it, and each of several processes counts for itself; the lock of an account, which stands in
 * the database, does not depend on it.
 */
export interface Attempts {
  /** Takes what an attempt costs. False when too little is left: then nothing may be tried. */
  take(key: string, now: Temporal.Instant): boolean
  /** Gives most of it back: the attempt succeeded, and a whole library may sit behind one address. */
  succeeded(key: string): void
}

export interface Bucket {
  readonly most: number
  readonly cost: number
  /** What a success costs in the end. */
  readonly success: number
  readonly per_second: number
  /** So many keys are remembered; beyond it the longest untouched is forgotten. */
  readonly keys: number
}
/** Thirty failures at once, then one each twenty seconds; three hundred good sign-ins in ten minutes. */
const usual: Bucket = { most: 300, cost: 10, success: 1, per_second: 0.5, keys: 10_000 }

export function newAttempts(bucket: Bucket = usual): Attempts {
  const left = new Map<string, { amount: number; at: number }>()
  return {
    take: (key, now) => {
      const at = now.epochMilliseconds
      const known = left.get(key)
      const grown = known
        ? known.amount + (Math.max(0, at - known.at) / 1000) * bucket.per_second
        : bucket.most
      const amount = Math.min(bucket.most, grown)
      left.delete(key)
      left.set(key, { amount: amount >= bucket.cost ? amount - bucket.cost : amount, at })
      if (left.size > bucket.keys) left.delete(left.keys().next().value ?? '')
      return amount >= bucket.cost
    },
    succeeded: key => {
      const known = left.get(key)
      if (known) known.amount = Math.min(bucket.most, known.amount + bucket.cost - bucket.success)
    },
  }
}

/** The network that an address belongs to: an IPv6 customer has 2^64 addresses, so those count as one (RFC 6177). */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return `${[...first, ...zeros, ...last]
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`
}

/** Accounts that do not exist rest like those that do, or five wrong passwords would tell which is which. */
export interface Resting {
  isResting(login: string, now: Temporal.Instant): boolean
  failed(login: string, now: Temporal.Instant): void
}

/** As `organisation.sign_in_failed` counts for accounts: five failures, then a quarter of an hour. */
export function newResting(most = 10_000): Resting {
  const known = new Map<string, { failures: number; until: number }>()
  return {
    isResting: (login, now) => (known.get(login)?.until ?? 0) > now.epochMilliseconds,
    failed: (login, now) => {
      const failures = (known.get(login)?.failures ?? 0) + 1
      known.delete(login)
      known.set(
        login,
        failures >= 5 ? { failures: 0, until: now.epochMilliseconds + 15 * 60_000 } : { failures, until: 0 },
      )
      if (known.size > most) known.delete(known.keys().next().value ?? '')
    },
  }
}
