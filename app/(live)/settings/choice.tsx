import { Button } from '#components/ui/button';
import { ActionForm } from '../../_forms/action-form.tsx';

interface ChoiceProps {
  action: (form: FormData) => Promise<void>;
  name: string;
  label: string;
  hint?: string;
  current: string;
  options: { value: string; label: string; lang?: string }[];
}

/** A choice of a few options, each a button that saves it. */
export function Choice({ action, name, label, hint, current, options }: ChoiceProps) {
  return (
    <ActionForm action={action} className="grid gap-2">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="mb-1 font-medium">{label}</legend>
        {options.map(({ value, label, lang }) => (
          <Button
            key={value}
            name={name}
            value={value}
            lang={lang}
            variant="outline"
            aria-pressed={value === current}
            className="aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:text-accent"
          >
            {label}
          </Button>
        ))}
      </fieldset>
      {hint && <p className="text-note text-quiet">{hint}</p>}
    </ActionForm>
  );
}
