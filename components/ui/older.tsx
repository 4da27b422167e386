import { ButtonLink } from './button-link.tsx';

/** Leads to the next page of a list; nothing on the last one. */
export function Older({ path, cursor, label }: { path: string; cursor: string | null; label: string }) {
  if (cursor === null) return null;
  return (
    <ButtonLink href={`${path}?${new URLSearchParams({ cursor })}`} variant="outline" className="mt-4">
      {label}
    </ButtonLink>
  );
}
