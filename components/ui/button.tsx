'use client';

import { type ButtonVariant, buttonStyle } from './button-style.ts';

interface ButtonProps extends React.ComponentProps<'button'> {
  variant?: ButtonVariant;
  /** Its action is still running: clicks are ignored. Unlike `disabled`, this keeps the focus. */
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
