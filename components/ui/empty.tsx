import { ButtonLink } from './button-link.tsx';

/** What a list says while it is empty: one sentence and the one thing to do. */
export function Empty({ text, action, href }: { text: string; action: string; href: string }) {
  return (
    <div className="grid justify-items-start gap-4">
      <p className="text-lead text-quiet">{text}</p>
      <ButtonLink href={href}>{action}</ButtonLink>
    </div>
  );
}
