import { ButtonLink } from './button-link.tsx';

interface OlderLinkProps {
  path: string;
  /** The filter of the list, as query parameters. */
  query?: Record<string, string>;
  cursor: string | null;
  label: string;
}

/** Links to the next page of a list; renders nothing on the last one. */
export function OlderLink({ path, query, cursor, label }: OlderLinkProps) {
  if (cursor === null) return null;
  return (
    <ButtonLink href={`${path}?${new URLSearchParams({ ...query, cursor })}`} variant="outline" className="mt-4">
      {label}
    </ButtonLink>
  );
}
