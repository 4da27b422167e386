/** The drawings that a product without a photo can have. */
export const productArts = [
  'cup',
  'pot',
  'bottle',
  'croissant',
  'bowl',
  'plate',
  'cake',
  'sheet',
  'locker',
  'token',
  'room',
] as const;

/** The categories that the shop knows by name in every language. Others are shown as they are written. */
export const knownCategories = ['drinks', 'food', 'print', 'space', 'other'] as const;
