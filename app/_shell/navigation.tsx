import {
  Columns3,
  ConciergeBell,
  Inbox,
  LogIn,
  Mail,
  ReceiptText,
  Settings,
  Store,
  UserPlus,
  Wallet,
} from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { isStaff } from '#lib/accounts/roles';
import type { CurrentUser } from '#lib/auth/session';
import { env } from '#lib/env';
import { countUnread } from '#lib/notification/inbox';
import { readRegistration } from '#lib/shop/registration';
import { NavigationLink } from './navigation-link.tsx';

/** Links to the pages the visitor can open. */
export async function Navigation({ user }: { user: CurrentUser | null }) {
  const [t, unread, isOpen] = await Promise.all([
    getTranslations('app'),
    user ? countUnread(user.userId) : 0,
    user ? false : readRegistration().then((registration) => registration === 'open'),
  ]);
  return (
    <nav
      aria-label={t('navigation')}
      className="print:hidden fixed inset-x-0 bottom-0 z-10 border-t border-rule bg-paper pb-[env(safe-area-inset-bottom)] lg:static lg:border-t-0 lg:px-3 lg:pt-6"
    >
      <ul className="flex lg:grid lg:gap-1">
        <NavigationLink href="/" label={t('shop')} icon={<Store aria-hidden size={20} />} />
        {user ? (
          <>
            <NavigationLink href="/orders" label={t('orders')} icon={<ReceiptText aria-hidden size={20} />} />
            <NavigationLink href="/wallet" label={t('wallet')} icon={<Wallet aria-hidden size={20} />} />
            <NavigationLink
              href="/inbox"
              label={t('inbox')}
              icon={<Inbox aria-hidden size={20} />}
              count={unread}
              countLabel={t('unread', { count: unread })}
            />
            <NavigationLink href="/settings" label={t('settings')} icon={<Settings aria-hidden size={20} />} wideOnly />
          </>
        ) : (
          <>
            <NavigationLink href="/sign-in" label={t('signIn')} icon={<LogIn aria-hidden size={20} />} />
            {isOpen && (
              <NavigationLink href="/register" label={t('register')} icon={<UserPlus aria-hidden size={20} />} />
            )}
          </>
        )}
        {user && isStaff(user.role) && (
          <NavigationLink href="/office" label={t('office')} icon={<ConciergeBell aria-hidden size={20} />} />
        )}
        <NavigationLink href="/styles" label={t('styles')} icon={<Columns3 aria-hidden size={20} />} wideOnly />
        {env().SALDO_DEMO && (
          <NavigationLink href="/outbox" label={t('outbox')} icon={<Mail aria-hidden size={20} />} />
        )}
      </ul>
    </nav>
  );
}
