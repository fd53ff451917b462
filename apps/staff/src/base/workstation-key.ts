/** Where the browser keeps the key of this workstation; it survives signing out. */
const place = 'kaft.workstation_key'

export const readWorkstationKey = (): string | null => localStorage.getItem(place)
/** After registering this machine; the server shows the key once. */
export const keepWorkstationKey = (key: string): void => localStorage.setItem(place, key)
