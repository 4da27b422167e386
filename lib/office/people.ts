import { readUsers } from '#lib/user/read';
import type { Person } from '#lib/user/users';

/** People by their ids. Who was erased is missing. */
export async function readPeople(userIds: string[]): Promise<Map<string, Person>> {
  return new Map((await readUsers([...new Set(userIds)])).map((person) => [person.userId, person]));
}
