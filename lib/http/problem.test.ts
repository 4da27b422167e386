import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldErrors } from './problem.ts';

function errorsOf(schema: z.ZodType, value: unknown) {
  const { error } = schema.safeParse(value);
  return error ? fieldErrors(error) : [];
}

test('a fault of the whole value is at the empty pointer', () => {
  expect(errorsOf(z.object({}), [])).toMatchObject([{ pointer: '' }]);
});

test('a pointer leads into lists, and through names with a slash or a tilde', () => {
  const schema = z.object({ items: z.array(z.object({ 'a/b~c': z.int() })) });
  expect(errorsOf(schema, { items: [{ 'a/b~c': 1 }, { 'a/b~c': 'one' }] })).toMatchObject([
    { pointer: '/items/1/a~1b~0c' },
  ]);
});

test('a field with several faults is reported once, with the first', () => {
  const schema = z.object({ code: z.string().min(9, 'too short').regex(/^\d+$/, 'not a number'), name: z.string() });
  expect(errorsOf(schema, { code: 'abc' })).toMatchObject([
    { pointer: '/code', detail: 'too short' },
    { pointer: '/name' },
  ]);
});
