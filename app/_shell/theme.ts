import { cookies } from 'next/headers';

/** The themes a browser can choose; `system` follows the device. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The cookie with the theme that a browser chose. The server reads it, so no page flashes in the wrong theme. */
export const THEME_COOKIE = 'saldo.theme';

export const isTheme = (text: unknown): text is Theme => themes.includes(text as Theme);

/** The theme this browser chose, `system` if it has not chosen one. */
export async function chosenTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(THEME_COOKIE)?.value;
  return isTheme(chosen) ? chosen : 'system';
}
