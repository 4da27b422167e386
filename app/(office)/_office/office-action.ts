import { refresh } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import type { z } from 'zod';
import type { Capability } from '#lib/accounts/roles';
import { fingerprintOf } from '#lib/gateway/fingerprint';
import type { Result } from '#lib/gateway/outcomes';
import { newId } from '#lib/ids';
import type { NotAllowed, OfficeRequest } from '#lib/office/operation';
import { attempt } from '../../_forms/attempt.ts';
import { keyAfter, operationKey } from '../../_forms/form-key.ts';
import type { OfficeState, Said } from './office-state.ts';
import { requireStaff } from './require-staff.ts';

interface OfficeAction<Body, Outcome> {
  /** Names the action in the log and in its idempotency key. */
  name: string;
  capability: Capability;
  /** The page that the form stands on. */
  path: string;
  /** Reads the fields of the form. */
  schema: z.ZodType<Body>;
  operate(request: OfficeRequest<Body>): Promise<Result<Outcome | NotAllowed>>;
  /** What is said of an outcome, in the language of the page. */
  tell(outcome: Outcome): Promise<Said>;
}

/** Does what a form of the office asks for: who may, what was typed, the operation, what came of it. A server action returns its result. */
export async function answerForm<Body, Outcome extends { kind: string }>(
  { name, capability, path, schema, operate, tell }: OfficeAction<Body, Outcome>,
  state: OfficeState,
  form: FormData,
): Promise<OfficeState> {
  const actor = await requireStaff(capability, path);
  const formKey = String(form.get('key') ?? state.key);
  const content = [...form].flatMap(([field, value]) =>
    typeof value === 'string' && field !== 'key' ? [[field, value] as const] : [],
  );
  const texts: Record<string, string> = Object.fromEntries(content);
  const stay: OfficeState = { key: formKey, said: null, faults: [], values: texts, problem: null };
  const { data, error } = schema.safeParse(texts);
  if (error) return { ...stay, faults: error.issues.map(({ path }) => String(path[0])) };
  const { result, failure } = await attempt(name, () =>
    operate({
      actor,
      body: data,
      correlationId: newId(),
      idempotencyKey: operationKey(formKey, name, content),
      fingerprint: fingerprintOf('ACTION', name, content),
    }),
  );
  if (failure) return { ...stay, problem: failure };
  const { outcome, correlationId } = result;
  const key = keyAfter(formKey, outcome);
  if (isUnsettled(outcome)) return { ...stay, key, problem: { kind: outcome.kind, correlationId } };
  if (outcome.kind === 'not-allowed') {
    const t = await getTranslations('office');
    return { ...stay, key, said: { isDone: false, text: t('notAllowed') } };
  }
  const said = await tell(outcome as Outcome);
  if (said.isDone) refresh();
  return { ...stay, key, said, faults: said.field ? [said.field] : [], values: said.isDone ? {} : texts };
}

const unsettled = ['unavailable', 'request-in-flight', 'key-reused', 'unauthenticated'] as const;
const isUnsettled = (outcome: { kind: string }): outcome is { kind: (typeof unsettled)[number] } =>
  (unsettled as readonly string[]).includes(outcome.kind);
