import clsx from 'clsx';

/** A sheet of paper on the page. */
export function Card({ className, ...props }: React.ComponentProps<'section'>) {
  return <section className={clsx('rounded-sheet border border-rule bg-sheet p-4 lg:p-6', className)} {...props} />;
}
