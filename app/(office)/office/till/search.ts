/** The id of the field that finds a customer. */
export const SEARCH = 'till-search';
