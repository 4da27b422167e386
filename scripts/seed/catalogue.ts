import type { Locale } from '#lib/i18n/locales';

/** A product of the demo catalogue. `price` in minor units of the shop's currency. */
export interface CatalogueProduct {
  id: string;
  category: 'drinks' | 'food' | 'print' | 'space';
  art: string;
  names: Record<Locale, string>;
  descriptions: Record<Locale, string>;
  price: number;
  available?: boolean;
}

export const catalogue: CatalogueProduct[] = [
  {
    id: 'espresso',
    category: 'drinks',
    art: 'cup',
    names: { en: 'Espresso', ru: 'Эспрессо' },
    descriptions: { en: 'Short and dark', ru: 'Короткий и крепкий' },
    price: 180,
  },
  {
    id: 'flat-white',
    category: 'drinks',
    art: 'cup',
    names: { en: 'Flat white', ru: 'Флэт уайт' },
    descriptions: { en: 'Double shot, steamed milk', ru: 'Двойной эспрессо и взбитое молоко' },
    price: 280,
  },
  {
    id: 'tea',
    category: 'drinks',
    art: 'pot',
    names: { en: 'Pot of tea', ru: 'Чайник чая' },
    descriptions: { en: 'Black, green or mint', ru: 'Чёрный, зелёный или мятный' },
    price: 250,
  },
  {
    id: 'lemonade',
    category: 'drinks',
    art: 'bottle',
    names: { en: 'Lemonade', ru: 'Лимонад' },
    descriptions: { en: 'Made here, not too sweet', ru: 'Делаем сами, не слишком сладкий' },
    price: 320,
  },
  {
    id: 'croissant',
    category: 'food',
    art: 'croissant',
    names: { en: 'Croissant', ru: 'Круассан' },
    descriptions: { en: 'Baked this morning', ru: 'Испечён сегодня утром' },
    price: 240,
  },
  {
    id: 'soup',
    category: 'food',
    art: 'bowl',
    names: { en: 'Soup of the day', ru: 'Суп дня' },
    descriptions: { en: 'With bread', ru: 'С хлебом' },
    price: 550,
  },
  {
    id: 'lunch',
    category: 'food',
    art: 'plate',
    names: { en: 'Lunch plate', ru: 'Обед' },
    descriptions: { en: 'Warm, with salad', ru: 'Горячее с салатом' },
    price: 950,
  },
  {
    id: 'cake',
    category: 'food',
    art: 'cake',
    names: { en: 'Slice of cake', ru: 'Кусок торта' },
    descriptions: { en: 'Ask which one', ru: 'Спросите, какой сегодня' },
    price: 360,
    available: false,
  },
  {
    id: 'print-a4',
    category: 'print',
    art: 'sheet',
    names: { en: 'A4 print', ru: 'Печать A4' },
    descriptions: { en: 'Black and white, one sheet', ru: 'Чёрно-белая, один лист' },
    price: 10,
  },
  {
    id: 'print-a3',
    category: 'print',
    art: 'sheet',
    names: { en: 'A3 print', ru: 'Печать A3' },
    descriptions: { en: 'Colour, one sheet', ru: 'Цветная, один лист' },
    price: 120,
  },
  {
    id: 'locker-day',
    category: 'space',
    art: 'locker',
    names: { en: 'Locker', ru: 'Шкафчик' },
    descriptions: { en: 'For a day', ru: 'На день' },
    price: 200,
  },
  {
    id: 'day-pass',
    category: 'space',
    art: 'token',
    names: { en: 'Day pass', ru: 'Место на день' },
    descriptions: { en: 'A desk from eight to eight', ru: 'Рабочий стол с восьми до восьми' },
    price: 1_800,
  },
  {
    id: 'meeting-room',
    category: 'space',
    art: 'room',
    names: { en: 'Meeting room', ru: 'Переговорная' },
    descriptions: { en: 'Half a day, six seats', ru: 'На полдня, шесть мест' },
    price: 5_000,
  },
  {
    id: 'event-space',
    category: 'space',
    art: 'room',
    names: { en: 'Event space', ru: 'Зал' },
    descriptions: { en: 'An evening, forty guests', ru: 'На вечер, сорок гостей' },
    price: 8_000,
  },
];
