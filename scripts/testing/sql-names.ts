import { type SchemaTable, schemaTables } from '#scripts/testing/schema-tables';
import { readSource, sourcesIn } from '#scripts/testing/sources';

// No string names a table or a column: statements take both from drizzle/schema, so that renaming one is the compiler's
// business. The exceptions are the tables of pg-boss and of Drizzle's migrator, in one file each. `npm run check` counts what breaks the rule.

const EXCEPTIONS = ['lib/broker/job-table.ts', 'drizzle/apply-migrations.ts'];

/** Where a table may stand in SQL. Keywords are in capitals, which tells SQL from TypeScript. */
const BEFORE_A_TABLE = String.raw`\b(?:FROM|JOIN|INTO|UPDATE|USING|TABLE|TRUNCATE|ANALYZE|LOCK)\s+(?:ONLY\s+)?`;

/** The lines of a source that name a table or a column in SQL, as `<number>: <line>`. */
export function linesWithNames(source: string, tables: SchemaTable[]): string[] {
  const code = withoutComments(source);
  const numbers = patternsFor(tables).flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => code.slice(0, match.index + match[0].length).split('\n').length),
  );
  const lines = source.split('\n');
  return [...new Set(numbers)].toSorted((a, b) => a - b).map((number) => `${number}: ${lines[number - 1]?.trim()}`);
}

function patternsFor(tables: SchemaTable[]): RegExp[] {
  const anyOf = (names: string[]) => `(?:${[...new Set(names)].join('|')})`;
  const schemas = [...tables.map(({ schema }) => schema), 'pgboss'];
  // A column of one word looks like a property of TypeScript, and never stands without its table.
  const columns = tables.flatMap((table) => table.columns).filter((name) => name.includes('_'));
  return [
    new RegExp(`${BEFORE_A_TABLE}"?${anyOf(schemas)}"?\\s*\\.`, 'g'),
    new RegExp(`${BEFORE_A_TABLE}"?${anyOf(tables.map(({ name }) => name))}"?(?![\\w.])`, 'g'),
    /\bpgboss\s*\.|\$\{SCHEMA\}\s*\./g,
    new RegExp(`(?<![\\w-])${anyOf(columns)}(?![\\w-])`, 'g'),
  ];
}

/**
 * Comments become blanks, so that every line keeps its number. A comment begins a line or follows a blank, which no
 * address in a string does.
 */
const withoutComments = (source: string): string =>
  source.replaceAll(/(?<=^|\s|[({,;])(?:\/\*[\s\S]*?\*\/|\/\/.*)/gm, (comment) => comment.replaceAll(/[^\n]/g, ' '));

/** Every place outside tests that names a table or a column in SQL, as `<file>:<number>: <line>`. */
async function placesWithNames(): Promise<string[]> {
  const tables = await schemaTables();
  return sourcesIn('lib', 'jobs', 'app', 'components', 'drizzle', 'scripts')
    .filter((file) => !EXCEPTIONS.includes(file))
    .flatMap((file) => linesWithNames(readSource(file), tables).map((line) => `${file}:${line}`));
}

if (import.meta.main) {
  const places = await placesWithNames();
  for (const place of places) console.log(place);
  if (places.length > 0) {
    console.log(`${places.length} lines name a table or a column in SQL: take it from drizzle/schema.`);
    process.exitCode = 1;
  }
}
