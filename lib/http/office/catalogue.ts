import type { Answer } from '#lib/http/answer';
import * as results from '#lib/http/openapi/office-results';
import { Problem, problem } from '#lib/http/problem';
import { currentUser, found, ok } from '#lib/http/respond-with';
import { type Call, route } from '#lib/http/route';
import {
  addProduct,
  type ChangeOutcome,
  type CreationOutcome,
  editProduct,
  type HoursOutcome,
  type ImageOutcome,
  readOfficeCatalogue,
  readOfficeHours,
  removeProductImage,
  setHours,
  setProductImage,
} from '#lib/office/catalogue';
import { hoursBody, productBody, productChanges } from '#lib/office/catalogue-schemas';
import { IMAGE_BYTES_MAX, imageTypes } from '#lib/office/uploads';
import { officeAnswer, requestOf } from './answer.ts';

/** The catalogue and the opening hours, for people of the office. */
export const catalogueRoutes = [
  route({
    method: 'GET',
    path: '/office/products',
    access: 'staff',
    capability: 'catalogue.read',
    name: 'listOfficeProducts',
    answers: { 200: results.products },
    async handle(call) {
      const items = await readOfficeCatalogue(currentUser(call));
      return found(items && { items });
    },
  }),
  route({
    method: 'POST',
    path: '/office/products',
    access: 'staff',
    capability: 'catalogue.edit',
    name: 'createProduct',
    body: productBody,
    idempotent: true,
    answers: { 201: results.product },
    problems: ['product-exists'],
    handle: async (call) => officeAnswer(await addProduct(requestOf(call)), created),
  }),
  route({
    method: 'PATCH',
    path: '/office/products/{productId}',
    access: 'staff',
    capability: 'catalogue.edit',
    name: 'changeProduct',
    body: productChanges,
    answers: { 200: results.product },
    handle: async (call) => officeAnswer(await editProduct(productIdOf(call), requestOf(call)), saved),
  }),
  route<Buffer>({
    method: 'PUT',
    path: '/office/products/{productId}/image',
    access: 'staff',
    capability: 'catalogue.edit',
    name: 'setProductImage',
    upload: { types: imageTypes, bytesMax: IMAGE_BYTES_MAX },
    answers: { 200: results.product },
    problems: ['not-an-image'],
    handle: async (call) => officeAnswer(await setProductImage(productIdOf(call), requestOf(call)), saved),
  }),
  route({
    method: 'DELETE',
    path: '/office/products/{productId}/image',
    access: 'staff',
    capability: 'catalogue.edit',
    name: 'removeProductImage',
    answers: { 200: results.product },
    handle: async (call) => officeAnswer(await removeProductImage(productIdOf(call), requestOf(call)), saved),
  }),
  route({
    method: 'GET',
    path: '/office/hours',
    access: 'staff',
    capability: 'catalogue.read',
    name: 'readHours',
    answers: { 200: results.hours },
    handle: async (call) => found(await readOfficeHours(currentUser(call))),
  }),
  route({
    method: 'PUT',
    path: '/office/hours',
    access: 'staff',
    capability: 'catalogue.edit',
    name: 'setHours',
    body: hoursBody,
    answers: { 200: results.hours },
    handle: async (call) => officeAnswer(await setHours(requestOf(call)), saved),
  }),
];

type SavedOutcome = CreationOutcome | ChangeOutcome | ImageOutcome | HoursOutcome;

const created = (outcome: CreationOutcome): Answer => ({
  ...saved(outcome),
  ...(outcome.kind === 'saved' && { status: 201 }),
});

/** What was saved, or why nothing was. */
function saved(outcome: SavedOutcome): Answer {
  switch (outcome.kind) {
    case 'saved':
      return ok('product' in outcome ? outcome.product : outcome.hours);
    case 'product-exists':
      return problem('product-exists', `There is a product ${outcome.productId} already. Choose another id.`);
    case 'unknown-product':
      throw new Problem('not-found', 'There is no such product.');
    case 'unknown-place':
      return invalid('/before', 'must be the id of a product');
    case 'text-missing':
      return invalid(outcome.pointer, 'is required: it is the first language of the shop');
    case 'not-an-image':
      return problem('not-an-image', notImages[outcome.reason]);
  }
}

const notImages = {
  unreadable: 'The file is no JPEG, PNG or WebP that can be read.',
  'too-many-pixels': 'The picture has more than 64 million pixels. Make it smaller.',
};

const invalid = (pointer: string, detail: string): Answer =>
  problem('invalid-fields', 'The body has invalid fields; `errors` says what is wrong with each.', {
    members: { errors: [{ pointer, detail }] },
  });

/** The id in the path, which is no UUID: it may be escaped. */
function productIdOf({ params: { productId = '' } }: Pick<Call, 'params'>): string {
  try {
    return decodeURIComponent(productId);
  } catch {
    throw new Problem('not-found', 'There is nothing here that you may see.'); // a malformed escape
  }
}
