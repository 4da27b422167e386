import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes a migration from the difference between the schema files and the last one. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './drizzle/schema/*.ts',
  out: './drizzle/migrations',
  casing: 'snake_case',
});
