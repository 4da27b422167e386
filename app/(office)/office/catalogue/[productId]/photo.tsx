import { getTranslations } from 'next-intl/server';
import { artNamed, ProductArt } from '#components/products/product-art';
import { ProductPhoto } from '#components/products/product-photo';
import type { OfficeProduct } from '#lib/office/catalogue';
import { newFormKey } from '../../../../_forms/form-key.ts';
import { OfficeForm } from '../../../_office/office-form.tsx';
import { photoAction } from '../actions.ts';
import { PhotoField } from '../photo-field.tsx';

/** The photo of a product as customers see it, and the forms that change it. */
export async function Photo({ product: { productId, image, art } }: { product: OfficeProduct }) {
  const t = await getTranslations('catalogue.photo');
  return (
    <section aria-labelledby="photo-title" className="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <h2 id="photo-title" className="text-title font-strong sm:col-span-2">
        {t('title')}
      </h2>
      <div className="grid h-36 place-items-center overflow-hidden rounded-control bg-tint">
        {image ? (
          <ProductPhoto image={image} sizes="(min-width: 640px) 192px, 100vw" className="h-36 w-full object-cover" />
        ) : (
          <ProductArt art={artNamed(art)} className="size-24" />
        )}
      </div>
      <div className="grid content-start gap-3">
        <p className="text-quiet">{image ? t('lead') : `${t('none')} ${t('lead')}`}</p>
        <OfficeForm
          action={photoAction}
          formKey={newFormKey()}
          submit={t('upload')}
          variant="outline"
          className="grid justify-items-start gap-3"
        >
          <input type="hidden" name="productId" value={productId} />
          <PhotoField label={t('choose')} tooLarge={t('too-large')} />
        </OfficeForm>
        {image && (
          <OfficeForm
            action={photoAction}
            formKey={newFormKey()}
            submit={t('remove')}
            variant="quiet"
            className="-ml-4 grid justify-items-start gap-3"
          >
            <input type="hidden" name="productId" value={productId} />
            <input type="hidden" name="remove" value="" />
          </OfficeForm>
        )}
      </div>
    </section>
  );
}
