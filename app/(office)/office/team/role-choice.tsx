import { getTranslations } from 'next-intl/server';
import { type Role, roles } from '#lib/accounts/roles';

interface RoleChoiceProps {
  id: string;
  current: Role;
  label: string;
  isLabelHidden?: boolean;
}

/** A choice among the roles. */
export async function RoleChoice({ id, current, label, isLabelHidden = false }: RoleChoiceProps) {
  const t = await getTranslations('office.roles');
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      <select
        id={id}
        name="role"
        defaultValue={current}
        className="min-h-11 rounded-control border border-edge bg-sheet px-3"
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(role)}
          </option>
        ))}
      </select>
    </div>
  );
}
