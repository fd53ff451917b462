/** How one kind of value is read: undefined stands for malformed. */
export interface Kind<T> {
  readonly expects: string
  read(text: string): T | undefined
}

export interface Setting<T> {
  readonly name: string
  readonly kind: Kind<T>
  /** As it would be written in the environment; absent where not setting it means something of its own. */
  readonly fallback?: string
  readonly describe: string
}

export const choice = <const V extends string>(...values: V[]): Kind<V> => ({
  expects: values.length === 2 ? values.join(' or ') : `one of ${values.join(', ')}`,
  read: text => values.find(v => v === text),
})

export const several = <const V extends string>(...values: V[]): Kind<readonly V[]> => ({
  expects: `one or more of ${values.join(', ')}, separated by commas`,
  read: text => {
    const asked = text.split(',').map(part => part.trim())
    const found = values.filter(v => asked.includes(v))
    return found.length === asked.length && found.length > 0 ? found : undefined
  },
})

export const whole = (least: number, most: number): Kind<number> => ({
  expects: `a whole number from ${least} to ${most}`,
  read: text => {
    const n = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    return n >= least && n <= most ? n : undefined
  },
})

export const text = (expects: string, pattern: RegExp): Kind<string> => ({
  expects,
  read: value => (pattern.test(value) ? value : undefined),
})

export const address = (expects: string, ...protocols: string[]): Kind<string> => ({
  expects,
  read: value => (URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined),
})

export const hosts: Kind<readonly string[]> = {
  expects: 'one or more hosts, separated by commas',
  read: value => {
    const all = value.split(',').map(part => part.trim().toLowerCase())
    return all.every(host => /^[a-z0-9.-]{1,253}(?::\d{1,5})?$/.test(host)) ? all : undefined
  },
}

export const path = text('the path of a file or folder', /^[^\0]+$/)
export const onOff: Kind<boolean> = {
  expects: 'on or off',
  read: value => (value === 'on' ? true : value === 'off' ? false : undefined),
}

export const setting = <T, const F extends string | undefined>(
  name: string,
  kind: Kind<T>,
  fallback: F,
  describe: string,
): Setting<T> & (F extends string ? { readonly fallback: string } : {}) =>
  ({ name, kind, describe, ...(fallback === undefined ? {} : { fallback }) }) as never
