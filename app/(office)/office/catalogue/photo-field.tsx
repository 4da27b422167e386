'use client';

import { useEffect, useRef, useState } from 'react';
import { IMAGE_BYTES_MAX, imageTypes } from '#lib/office/uploads';

/** Chooses a photo, and shows it before it is sent. One that is too large is refused here, before it is on its way. */
export function PhotoField({ label, tooLarge }: { label: string; tooLarge: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  useEffect(() => () => URL.revokeObjectURL(preview ?? ''), [preview]);
  const choose = (file: File | undefined) => {
    const refused = file !== undefined && file.size > IMAGE_BYTES_MAX;
    if (refused && input.current) input.current.value = '';
    setTooLarge(refused);
    setPreview(file && !refused ? URL.createObjectURL(file) : null);
  };
  return (
    <div className="grid min-w-0 gap-2">
      <label htmlFor="photo" className="font-medium">
        {label}
      </label>
      <div className="flex min-w-0 flex-wrap items-center gap-4">
        {preview && (
          // biome-ignore lint/performance/noImgElement: it never leaves the browser.
          <img src={preview} alt="" className="size-24 rounded-control bg-tint object-cover" />
        )}
        <input
          ref={input}
          id="photo"
          name="photo"
          type="file"
          accept={imageTypes.join(',')}
          aria-describedby="photo-fault"
          onChange={(event) => choose(event.target.files?.[0])}
          className="min-h-11 min-w-0 max-w-full text-note file:mr-3 file:min-h-11 file:rounded-control file:border file:border-edge file:bg-sheet file:px-4 file:font-medium"
        />
      </div>
      <p id="photo-fault" role="alert" className="text-note text-bad empty:hidden">
        {isTooLarge && tooLarge}
      </p>
    </div>
  );
}
