import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';

type CredentialFieldProps = Omit<React.ComponentProps<typeof Field>, 'label'> & { label?: string };

/** A field for an e-mail address. */
export function EmailField(props: CredentialFieldProps) {
  const t = useTranslations('forms');
  return <Field label={t('email')} error={t('fault.email')} type="email" autoComplete="username" required {...props} />;
}

/** A field for the current password. */
export function CurrentPasswordField(props: CredentialFieldProps) {
  const t = useTranslations('forms');
  return (
    <Field
      label={t('password')}
      error={t('fault.currentPassword')}
      type="password"
      autoComplete="current-password"
      required
      {...props}
    />
  );
}

/** A field for a password that is being chosen, with a hint what to choose. */
export function NewPasswordField(props: CredentialFieldProps) {
  const t = useTranslations('forms');
  return (
    <CurrentPasswordField hint={t('passwordHint')} error={t('fault.password')} autoComplete="new-password" {...props} />
  );
}
