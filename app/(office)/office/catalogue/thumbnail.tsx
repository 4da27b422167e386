import { artNamed, ProductArt } from '#components/products/product-art';
import { ProductPhoto } from '#components/products/product-photo';
import type { OfficeProduct } from '#lib/office/catalogue';

/** A product in small: its photo, else its drawing. */
export function Thumbnail({ image, art }: Pick<OfficeProduct, 'image' | 'art'>) {
  return (
    <span className="grid size-11 shrink-0 place-items-center overflow-hidden rounded-control bg-tint">
      {image ? (
        <ProductPhoto image={image} sizes="44px" className="size-11 object-cover" />
      ) : (
        <ProductArt art={artNamed(art)} className="size-8" />
      )}
    </span>
  );
}
