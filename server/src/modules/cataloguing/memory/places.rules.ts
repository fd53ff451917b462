/**
 * Up to three places of a word in a title in one number, each of ten bits: eight of its place, from one, and two of its weight as
 * PostgreSQL writes it (3 is A). A word rarely stands more often, and what ranks is where it stands first.
 */
export const PLACE = { bits: 10, most: 3, last: 255 }
export const placeOf = (place: number, weight: number): number => (Math.min(place, PLACE.last) << 2) | weight
