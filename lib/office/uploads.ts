/** What a photo may be when it is uploaded. It is served as WebP of ours, whatever it was. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** How large an uploaded photo may be. */
export const IMAGE_BYTES_MAX = 5 * 1024 * 1024;
