/** The demo catalogue: prices in minor units of the shop's currency. */
export const catalogue: { id: string; name: string; description: string; price: number; available?: boolean }[] = [
  { id: 'espresso', name: 'Espresso', description: 'Short and dark', price: 180 },
  { id: 'flat-white', name: 'Flat white', description: 'Double shot, steamed milk', price: 280 },
  { id: 'tea', name: 'Pot of tea', description: 'Black, green or mint', price: 250 },
  { id: 'lemonade', name: 'Lemonade', description: 'Made here, not too sweet', price: 320 },
  { id: 'croissant', name: 'Croissant', description: 'Baked this morning', price: 240 },
  { id: 'soup', name: 'Soup of the day', description: 'With bread', price: 550 },
  { id: 'lunch', name: 'Lunch plate', description: 'Warm, with salad', price: 950 },
  { id: 'cake', name: 'Slice of cake', description: 'Ask which one', price: 360, available: false },
  { id: 'print-a4', name: 'A4 print', description: 'Black and white, one sheet', price: 10 },
  { id: 'print-a3', name: 'A3 print', description: 'Colour, one sheet', price: 120 },
  { id: 'locker-day', name: 'Locker', description: 'For a day', price: 200 },
  { id: 'day-pass', name: 'Day pass', description: 'A desk from eight to eight', price: 1_800 },
  { id: 'meeting-room', name: 'Meeting room', description: 'Half a day, six seats', price: 5_000 },
  { id: 'event-space', name: 'Event space', description: 'An evening, forty guests', price: 8_000 },
];
