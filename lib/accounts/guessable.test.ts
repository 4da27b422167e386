import { expect, test } from 'vitest';
import { isGuessable } from './guessable.ts';

test.each([
  'aaaaaaaaaaaa',
  'abababababab',
  'hello hello hello',
  'abc-abc-abc-abc',
  'qwertyqwerty',
  'qwertyuiop[]',
  'asdfghjkl;123',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'йцукенгшщзхъ',
  '123456789012',
  '987654321098',
  '31.12.1999 31.12.1999',
  'password1234',
  'Password2026!',
  'P@ssw0rd!!!!',
  'Pa$$w0rdPa$$w0rd',
  'mypasswordissecret',
  'iloveyou2026',
  'Welcome12345',
  'admin admin admin 1',
  'correct horse battery staple',
  'ПарольПароль1',
  'пароль123456',
  'abcdefghijkl',
  'gfhjkmgfhjkm1',
  'ghbdtn123456',
])('%s is guessable', (password) => {
  expect(isGuessable(password)).toBe(true);
});

test.each([
  'correct horse battery',
  'another horse battery',
  'зелёный чайник у окна',
  'Tr0ub4dor&3xyz',
  'a3f09c17be52',
  '9f0d4e1b7c2a',
  'vK3-qP9_zL7xR2tB',
  'monday lunch with grandmother',
  'the dragon ate our homework',
])('%s is not', (password) => {
  expect(isGuessable(password)).toBe(false);
});

test('what is known of its owner is guessed, whole and in parts', () => {
  const known = ['ada.lovelace@example.com', 'Ada King', 'Corner Café'];
  for (const password of [
    'ada.lovelace1',
    'Lovelace-1815',
    'AdaLovelace!!',
    'ada king 1234',
    'CornerCafé2026',
    '4d4l0v3l4c3!!',
  ]) {
    expect(isGuessable(password, known), password).toBe(true);
    expect(isGuessable(password), password).toBe(false);
  }
  expect(isGuessable('ada king likes engines', known)).toBe(false);
  expect(isGuessable('correct horse battery', known)).toBe(false);
});
