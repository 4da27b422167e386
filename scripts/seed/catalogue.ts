/** A product of the demo catalogue. `price` in minor units of the shop's currency. */
export interface CatalogueProduct {
  id: string;
  category: 'drinks' | 'food' | 'print' | 'space';
  art: string;
  name: string;
  description: string;
  price: number;
  available?: boolean;
}

export const catalogue: CatalogueProduct[] = [
  { id: 'espresso', category: 'drinks', art: 'cup', name: 'Espresso', description: 'Short and dark', price: 180 },
  {
    id: 'flat-white',
    category: 'drinks',
    art: 'cup',
    name: 'Flat white',
    description: 'Double shot, steamed milk',
    price: 280,
  },
  { id: 'tea', category: 'drinks', art: 'pot', name: 'Pot of tea', description: 'Black, green or mint', price: 250 },
  {
    id: 'lemonade',
    category: 'drinks',
    art: 'bottle',
    name: 'Lemonade',
    description: 'Made here, not too sweet',
    price: 320,
  },
  {
    id: 'croissant',
    category: 'food',
    art: 'croissant',
    name: 'Croissant',
    description: 'Baked this morning',
    price: 240,
  },
  { id: 'soup', category: 'food', art: 'bowl', name: 'Soup of the day', description: 'With bread', price: 550 },
  { id: 'lunch', category: 'food', art: 'plate', name: 'Lunch plate', description: 'Warm, with salad', price: 950 },
  {
    id: 'cake',
    category: 'food',
    art: 'cake',
    name: 'Slice of cake',
    description: 'Ask which one',
    price: 360,
    available: false,
  },
  {
    id: 'print-a4',
    category: 'print',
    art: 'sheet',
    name: 'A4 print',
    description: 'Black and white, one sheet',
    price: 10,
  },
  { id: 'print-a3', category: 'print', art: 'sheet', name: 'A3 print', description: 'Colour, one sheet', price: 120 },
  { id: 'locker-day', category: 'space', art: 'locker', name: 'Locker', description: 'For a day', price: 200 },
  {
    id: 'day-pass',
    category: 'space',
    art: 'token',
    name: 'Day pass',
    description: 'A desk from eight to eight',
    price: 1_800,
  },
  {
    id: 'meeting-room',
    category: 'space',
    art: 'room',
    name: 'Meeting room',
    description: 'Half a day, six seats',
    price: 5_000,
  },
  {
    id: 'event-space',
    category: 'space',
    art: 'room',
    name: 'Event space',
    description: 'An evening, forty guests',
    price: 8_000,
  },
];
