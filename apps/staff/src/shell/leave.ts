import { signOut } from '@kaft/contract/organisation'
import { call } from '../base/api.ts'

/** Signs out. A fresh page is the one sure way that nothing of the former session stays in memory. */
export const leaveForGood = async (): Promise<void> => {
  const said = await call(signOut, {}).catch(() => null)
  // Who signed in at the provider is signed out there too, or the next at this machine would come in as them.
  location.assign(said?.elsewhere ?? import.meta.env.BASE_URL)
}
