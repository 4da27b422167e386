import { cookies } from 'next/headers';

/** How the product looks: as the device does, light or dark. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Holds the theme that a browser chose. The server reads it, so that no page comes in the wrong one first. */
export const THEME_COOKIE = 'saldo.theme';

export const isTheme = (text: unknown): text is Theme => themes.includes(text as Theme);

/** The theme that this browser chose. */
export async function chosenTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(THEME_COOKIE)?.value;
  return isTheme(chosen) ? chosen : 'system';
}
