import clsx from 'clsx';
import { PageLink } from './page-link.tsx';

interface FiltersProps {
  label: string;
  choices: { href: string; name: string; isCurrent: boolean }[];
}

/** Filters of a list, as links, so that a choice can be bookmarked and shared. */
export function Filters({ label, choices }: FiltersProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-2">
      {choices.map(({ href, name, isCurrent }) => (
        <PageLink
          key={href}
          href={href}
          aria-current={isCurrent ? 'true' : undefined}
          className={clsx(
            'inline-flex min-h-11 items-center rounded-control border px-3',
            isCurrent ? 'border-accent bg-tint font-medium text-accent' : 'border-edge bg-sheet hover:border-ink',
          )}
        >
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
