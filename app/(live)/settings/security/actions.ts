'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { changePassword } from '#lib/accounts/password-change';
import { signOutDevice, signOutOthers } from '#lib/accounts/sessions';
import { endToken, makeToken } from '#lib/accounts/tokens';
import { requireUser } from '#lib/auth/session';
import { attempt } from '../../../_forms/attempt.ts';
import { newFormKey } from '../../../_forms/form-key.ts';
import { type FormState, textsOf } from '../../../_forms/form-state.ts';
import { type PasswordField, passwordForm, tokenForm } from './schema.ts';

const PATH = '/settings/security';
const id = z.uuid();

/** Changes the password, which signs out other devices and revokes all tokens. */
export async function changePasswordAction(
  state: FormState<PasswordField, true>,
  form: FormData,
): Promise<FormState<PasswordField, true>> {
  const user = await requireUser(PATH);
  const answer = { key: state.key, values: {}, faults: [], problem: null };
  const { data, error } = passwordForm.safeParse(textsOf(form, ['currentPassword', 'password']));
  if (error) return { ...answer, faults: error.issues.map(({ path }) => path[0] as PasswordField) };
  const { result, failure } = await attempt('change-password', () =>
    changePassword(user, data.currentPassword, data.password),
  );
  if (failure) return { ...answer, problem: failure };
  switch (result.kind) {
    case 'too-many-attempts':
      return { ...answer, problem: result };
    case 'wrong-password':
      return { ...answer, faults: ['currentPassword'] };
    case 'guessable-password':
      return { ...answer, faults: ['password'] };
    case 'changed':
      refresh();
      return { ...answer, result: true };
  }
}

/** Signs out one device. */
export async function signOutDeviceAction(form: FormData): Promise<void> {
  const { userId } = await requireUser(PATH);
  const { data: sessionId } = id.safeParse(form.get('sessionId'));
  if (sessionId) await signOutDevice(userId, sessionId);
  refresh();
}

/** Signs out every device but this one. */
export async function signOutOthersAction(): Promise<void> {
  const { userId, sessionId } = await requireUser(PATH);
  await signOutOthers(userId, sessionId);
  refresh();
}

type TokenState = FormState<'name', { name: string; token: string | null }>;

/**
 * Creates an API token and shows it once. The form's key is the token's id, so a repeated form creates no second one.
 */
export async function makeTokenAction(_state: TokenState, form: FormData): Promise<TokenState> {
  const { userId } = await requireUser(PATH);
  const texts = textsOf(form, ['name', 'key']);
  const { data } = tokenForm.safeParse(texts);
  const { data: tokenId = newFormKey() } = id.safeParse(texts.key);
  if (!data) return { key: tokenId, values: { name: texts.name }, faults: ['name'], problem: null };
  const { result: token, failure } = await attempt('make-token', () => makeToken(userId, data.name, tokenId));
  if (failure) return { key: tokenId, values: { name: texts.name }, faults: [], problem: failure };
  refresh();
  return { key: newFormKey(), values: {}, faults: [], problem: null, result: { name: data.name, token } };
}

/** Revokes an API token. */
export async function endTokenAction(form: FormData): Promise<void> {
  const { userId } = await requireUser(PATH);
  const { data: tokenId } = id.safeParse(form.get('tokenId'));
  if (tokenId) await endToken(userId, tokenId);
  refresh();
}
