import clsx from 'clsx';

/** A framed section of a page. */
export function Card({ className, ...props }: React.ComponentProps<'section'>) {
  return <section className={clsx('rounded-sheet border border-rule bg-sheet p-4 lg:p-6', className)} {...props} />;
}
