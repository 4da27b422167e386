import { ButtonLink } from './button-link.tsx';

/** The empty state of a list: one sentence and one action. */
export function Empty({ text, action, href }: { text: string; action: string; href: string }) {
  return (
    <div className="grid justify-items-start gap-4">
      <p className="text-lead text-quiet">{text}</p>
      <ButtonLink href={href}>{action}</ButtonLink>
    </div>
  );
}
