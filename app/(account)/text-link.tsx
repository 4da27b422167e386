import Link from 'next/link';

/** A link in running text. */
export function TextLink(props: React.ComponentProps<typeof Link>) {
  return <Link {...props} className="font-medium text-accent underline underline-offset-4" />;
}
