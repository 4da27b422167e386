'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { CurrentUser } from '#lib/auth/session';
import { newId } from '#lib/ids';
import { addProduct, editProduct, removeProductImage, setProductImage } from '#lib/office/catalogue';
import { productBody } from '#lib/office/catalogue-schemas';
import type { OfficeRequest } from '#lib/office/operation';
import { IMAGE_BYTES_MAX } from '#lib/office/uploads';
import { attempt } from '../../../_forms/attempt.ts';
import { answerForm } from '../../_office/office-action.ts';
import type { OfficeState } from '../../_office/office-state.ts';
import { requireStaff } from '../../_office/require-staff.ts';
import { productForm } from './product-form.ts';
import { formSettings } from './settings.ts';

const LIST = '/office/catalogue';
const pathOf = (productId: string): string => `${LIST}/${encodeURIComponent(productId)}`;

/** Moves a product in the list: `move` names it, and before which one it goes. */
export async function moveProductAction(form: FormData): Promise<void> {
  const actor = await requireStaff('catalogue.edit', LIST);
  const [productId, before] = moveOf(form.get('move'));
  await editProduct(productId, withoutKey(actor, { before }));
  refresh();
}

const moveSchema = z.tuple([z.string(), z.string().nullable()]);
const moveOf = (text: unknown) => moveSchema.parse(JSON.parse(String(text)));

/** Adds a product, with a photo where one was chosen, and goes on to its page. */
export async function addProductAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const settings = await formSettings();
  const schema = productForm(settings).transform(
    ({ name, description, ...facts }) =>
      ({ ...facts, name: withoutNothing(name), description: withoutNothing(description) }) as z.input<
        typeof productBody
      >,
  );
  return answerForm(
    {
      name: 'add-product',
      capability: 'catalogue.edit',
      path: `${LIST}/new`,
      schema: schema.pipe(productBody),
      operate: addProduct,
      async tell(outcome) {
        if (outcome.kind !== 'saved')
          return { isDone: false, text: (await getTranslations('catalogue.form'))('exists') };
        const { productId } = outcome.product;
        const actor = await requireStaff('catalogue.edit', LIST);
        const fault = hasPhoto(form) ? await keepPhoto(actor, productId, form) : null;
        redirect(`${pathOf(productId)}?${new URLSearchParams({ added: fault ?? '' })}`);
      },
    },
    state,
    form,
  );
}

/** Saves what was changed in the form of a product. */
export async function editProductAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const productId = String(form.get('productId'));
  return answerForm(
    {
      name: `edit-product ${productId}`,
      capability: 'catalogue.edit',
      path: pathOf(productId),
      schema: productForm(await formSettings()),
      operate: (request) => editProduct(productId, request),
      async tell({ kind }) {
        const t = await getTranslations('catalogue.form');
        return kind === 'saved' ? { isDone: true, text: t('saved') } : { isDone: false, text: t('gone') };
      },
    },
    state,
    form,
  );
}

const archiving = z.object({ archived: z.enum(['true', 'false']).transform((text) => text === 'true') });

/** Archives a product, or offers it again. */
export async function archiveProductAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const productId = String(form.get('productId'));
  return answerForm(
    {
      name: `archive-product ${productId}`,
      capability: 'catalogue.edit',
      path: pathOf(productId),
      schema: archiving,
      operate: (request) => editProduct(productId, request),
      async tell(outcome) {
        const t = await getTranslations('catalogue');
        if (outcome.kind !== 'saved') return { isDone: false, text: t('form.gone') };
        return { isDone: true, text: t(outcome.product.archived ? 'archive.archived' : 'archive.restored') };
      },
    },
    state,
    form,
  );
}

/** Gives a product the photo that was chosen, or takes its photo away. */
export async function photoAction(state: OfficeState, form: FormData): Promise<OfficeState> {
  const productId = String(form.get('productId'));
  const actor = await requireStaff('catalogue.edit', pathOf(productId));
  const t = await getTranslations('catalogue.photo');
  const isRemoval = form.has('remove');
  const stay: OfficeState = { ...state, said: null, faults: [], values: {}, problem: null };
  if (!isRemoval && !hasPhoto(form)) return { ...stay, said: { isDone: false, text: t('missing') } };
  const { result: fault, failure } = await attempt('set-photo', () =>
    isRemoval ? dropPhoto(actor, productId) : keepPhoto(actor, productId, form),
  );
  if (failure) return { ...stay, problem: failure };
  if (fault) return { ...stay, said: { isDone: false, text: t(fault) } };
  refresh();
  return { ...stay, key: newId(), said: { isDone: true, text: t(isRemoval ? 'removed' : 'saved') } };
}

type PhotoFault = 'missing' | 'too-large' | 'unreadable' | 'too-many-pixels';

const hasPhoto = (form: FormData): boolean => photoIn(form).size > 0;

/** The chosen file; a form without one sends an empty file. */
function photoIn(form: FormData): File {
  const photo = form.get('photo');
  return photo instanceof File ? photo : new File([], '');
}

async function keepPhoto(actor: CurrentUser, productId: string, form: FormData): Promise<PhotoFault | null> {
  const photo = photoIn(form);
  if (photo.size > IMAGE_BYTES_MAX) return 'too-large';
  const { outcome } = await setProductImage(productId, withoutKey(actor, Buffer.from(await photo.arrayBuffer())));
  if (outcome.kind === 'not-an-image') return outcome.reason;
  return outcome.kind === 'saved' ? null : 'missing';
}

async function dropPhoto(actor: CurrentUser, productId: string): Promise<PhotoFault | null> {
  await removeProductImage(productId, withoutKey(actor, undefined));
  return null;
}

/** A request that may be repeated as it is: it sets something to a value. */
const withoutKey = <Body>(actor: CurrentUser, body: Body): OfficeRequest<Body> => ({
  actor,
  body,
  correlationId: newId(),
  idempotencyKey: null,
  fingerprint: '',
});

const withoutNothing = (texts: object = {}) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
