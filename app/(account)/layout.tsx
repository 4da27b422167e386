import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';

/** Registering, signing in and the links of e-mails: one narrow column. */
export default async function AccountLayout({ children }: { children: React.ReactNode }) {
  const { account, forms } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ account, forms }}>
      <div className="mx-auto grid w-full max-w-md gap-5 lg:pt-8">{children}</div>
    </NextIntlClientProvider>
  );
}
