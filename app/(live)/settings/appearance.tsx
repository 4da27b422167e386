import { getLocale, getTranslations } from 'next-intl/server';
import { localeNames } from '#lib/i18n/locales';
import { shopIdentity } from '#lib/shop/identity';
import { chooseLocaleAction, chooseThemeAction } from '../../_shell/actions.ts';
import { chosenTheme, themes } from '../../_shell/theme.ts';
import { Choice } from './choice.tsx';
import { Section } from './section.tsx';

/** Language and theme, each saved on click. */
export async function Appearance() {
  const [t, locale, theme, shop] = await Promise.all([
    getTranslations('settings.appearance'),
    getLocale(),
    chosenTheme(),
    shopIdentity(),
  ]);
  return (
    <Section id="appearance" title={t('title')}>
      {shop.languages.length > 1 && (
        <Choice
          action={chooseLocaleAction}
          name="locale"
          label={t('language')}
          hint={t('languageHint')}
          current={locale}
          options={shop.languages.map((value) => ({ value, label: localeNames[value], lang: value }))}
        />
      )}
      <Choice
        action={chooseThemeAction}
        name="theme"
        label={t('theme')}
        current={theme}
        options={themes.map((value) => ({ value, label: t(value) }))}
      />
    </Section>
  );
}
