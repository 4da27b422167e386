'use client';

import { type ButtonVariant, buttonStyle } from './button-style.ts';

interface ButtonProps extends React.ComponentProps<'button'> {
  variant?: ButtonVariant;
  /** What it started is still under way: pressing again does nothing, and the focus stays here, which `disabled` would take away. */
  pending?: boolean;
}

/** A button. It submits its form unless `type` says otherwise. */
export function Button({
  variant = 'primary',
  pending = false,
  className,
  type = 'submit',
  onClick,
  ...props
}: ButtonProps) {
  return (
    <button
      {...props}
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={buttonStyle(variant, className)}
    />
  );
}
