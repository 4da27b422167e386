/** What `saldo` does, by the word behind it. */
export const commands = {
  web: 'serves pages and API on HOST and PORT until SIGTERM',
  worker: 'handles messages until SIGTERM',
  migrate: 'brings the database up to date and fills an empty catalogue, once for all processes',
  all: 'migrate, then web and worker in one container',
  audit: 'proves the books: exit code 1 and a line for each fault if they are wrong',
  'dead-letters': 'lists the jobs that failed for good; retry <queue> [id] puts them back',
  operator: '<e-mail> makes a registered person an owner of the shop',
  health: 'web | worker: exit code 0 if that process of this container is alive',
  '--version': 'prints version and revision',
  '--help': 'prints this',
} as const;

export type Command = keyof typeof commands;

export const isCommand = (name: string): name is Command => Object.hasOwn(commands, name);
