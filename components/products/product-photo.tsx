interface ProductPhotoProps {
  image: { small: string; large: string };
  /** How wide it is shown, as the browser wants to know before it chooses a size. */
  sizes: string;
  className: string;
}

/** The photo of a product, in the smaller of its sizes that is sharp enough. Its name stands beside it. */
export function ProductPhoto({ image, sizes, className }: ProductPhotoProps) {
  return (
    // biome-ignore lint/performance/noImgElement: it is encoded and cached already, and next/image would make the page heavier.
    <img
      src={image.small}
      srcSet={`${image.small} 320w, ${image.large} 960w`}
      sizes={sizes}
      width={320}
      height={320}
      loading="lazy"
      decoding="async"
      alt=""
      className={className}
    />
  );
}
