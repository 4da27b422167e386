'use client';

import { Button as BaseButton } from '@base-ui/react/button';
import { type ButtonVariant, buttonStyle } from './button-style.ts';

interface ButtonProps extends React.ComponentProps<'button'> {
  variant?: ButtonVariant;
  /** What it started is still under way: pressing again does nothing, and the focus stays here. */
  pending?: boolean;
}

/** A button. It submits its form unless `type` says otherwise. */
export function Button({ variant = 'primary', pending = false, className, type = 'submit', ...props }: ButtonProps) {
  return (
    <BaseButton
      {...props}
      type={type}
      disabled={pending}
      focusableWhenDisabled
      aria-busy={pending || undefined}
      className={buttonStyle(variant, className)}
    />
  );
}
