const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

/** What the database refuses because of the data themselves, and not because it is away or full. */
export const isOfData = (error: unknown): boolean => /^(?:22|23|54)/.test(codeOf(error))

/** Another import or the desk held a row at the wrong moment: the same batch again will do. */
export const isOfMoment = (error: unknown): boolean => /^(?:40001|40P01|55P03)$/.test(codeOf(error))
