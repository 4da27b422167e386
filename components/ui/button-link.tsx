import { type ButtonVariant, buttonStyle } from './button-style.ts';
import { PageLink } from './page-link.tsx';

interface ButtonLinkProps extends React.ComponentProps<typeof PageLink> {
  variant?: ButtonVariant;
}

/** A link that looks like a button. */
export function ButtonLink({ variant = 'primary', className, ...props }: ButtonLinkProps) {
  return <PageLink {...props} className={buttonStyle(variant, className)} />;
}
