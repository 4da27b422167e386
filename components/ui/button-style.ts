import clsx from 'clsx';

export type ButtonVariant = 'primary' | 'outline' | 'danger' | 'quiet';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:opacity-90',
  outline: 'border border-edge bg-sheet text-ink hover:border-ink',
  danger: 'border border-bad bg-sheet text-bad',
  quiet: 'text-quiet underline-offset-4 hover:text-ink hover:underline',
};

/** The classes of a button, also for links that look like one. */
export const buttonStyle = (variant: ButtonVariant, className?: string): string =>
  clsx(
    'inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-4 py-2 text-center font-medium motion-safe:transition-opacity motion-safe:duration-150 aria-busy:opacity-60',
    variants[variant],
    className,
  );
