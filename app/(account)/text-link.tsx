import { PageLink } from '#components/ui/page-link';

/** A link in running text. */
export function TextLink(props: React.ComponentProps<typeof PageLink>) {
  return <PageLink {...props} className="font-medium text-accent underline underline-offset-4" />;
}
