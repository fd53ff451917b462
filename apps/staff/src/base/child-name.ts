import type { ClassChild } from '@kaft/contract/class-lists'

/** A child of a class list as staff read it: "Noor", or "Noor B." where there are two. */
export const childName = (child: Pick<ClassChild, 'given_name' | 'initial'>): string =>
  child.initial === null ? child.given_name : `${child.given_name} ${child.initial}.`
