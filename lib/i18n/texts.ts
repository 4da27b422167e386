import enAccount from './en/account.json' with { type: 'json' };
import enApp from './en/app.json' with { type: 'json' };
import enCatalogue from './en/catalogue.json' with { type: 'json' };
import enEmail from './en/email.json' with { type: 'json' };
import enError from './en/error.json' with { type: 'json' };
import enForms from './en/forms.json' with { type: 'json' };
import enInbox from './en/inbox.json' with { type: 'json' };
import enLab from './en/lab.json' with { type: 'json' };
import enNotFound from './en/notFound.json' with { type: 'json' };
import enOffice from './en/office.json' with { type: 'json' };
import enOrder from './en/order.json' with { type: 'json' };
import enOrders from './en/orders.json' with { type: 'json' };
import enOutbox from './en/outbox.json' with { type: 'json' };
import enPickup from './en/pickup.json' with { type: 'json' };
import enPreferences from './en/preferences.json' with { type: 'json' };
import enSettings from './en/settings.json' with { type: 'json' };
import enShop from './en/shop.json' with { type: 'json' };
import enTrace from './en/trace.json' with { type: 'json' };
import enWallet from './en/wallet.json' with { type: 'json' };
import type { Locale } from './locales.ts';
import ruAccount from './ru/account.json' with { type: 'json' };
import ruApp from './ru/app.json' with { type: 'json' };
import ruCatalogue from './ru/catalogue.json' with { type: 'json' };
import ruEmail from './ru/email.json' with { type: 'json' };
import ruError from './ru/error.json' with { type: 'json' };
import ruForms from './ru/forms.json' with { type: 'json' };
import ruInbox from './ru/inbox.json' with { type: 'json' };
import ruLab from './ru/lab.json' with { type: 'json' };
import ruNotFound from './ru/notFound.json' with { type: 'json' };
import ruOffice from './ru/office.json' with { type: 'json' };
import ruOrder from './ru/order.json' with { type: 'json' };
import ruOrders from './ru/orders.json' with { type: 'json' };
import ruOutbox from './ru/outbox.json' with { type: 'json' };
import ruPickup from './ru/pickup.json' with { type: 'json' };
import ruPreferences from './ru/preferences.json' with { type: 'json' };
import ruSettings from './ru/settings.json' with { type: 'json' };
import ruShop from './ru/shop.json' with { type: 'json' };
import ruTrace from './ru/trace.json' with { type: 'json' };
import ruWallet from './ru/wallet.json' with { type: 'json' };

/** English, a file for each area of the product. The other languages have the same keys. */
const en = {
  account: enAccount,
  app: enApp,
  catalogue: enCatalogue,
  email: enEmail,
  error: enError,
  forms: enForms,
  inbox: enInbox,
  lab: enLab,
  notFound: enNotFound,
  office: enOffice,
  order: enOrder,
  orders: enOrders,
  outbox: enOutbox,
  pickup: enPickup,
  preferences: enPreferences,
  settings: enSettings,
  shop: enShop,
  trace: enTrace,
  wallet: enWallet,
};

const ru: typeof en = {
  account: ruAccount,
  app: ruApp,
  catalogue: ruCatalogue,
  email: ruEmail,
  error: ruError,
  forms: ruForms,
  inbox: ruInbox,
  lab: ruLab,
  notFound: ruNotFound,
  office: ruOffice,
  order: ruOrder,
  orders: ruOrders,
  outbox: ruOutbox,
  pickup: ruPickup,
  preferences: ruPreferences,
  settings: ruSettings,
  shop: ruShop,
  trace: ruTrace,
  wallet: ruWallet,
};

export const texts: Record<Locale, typeof en> = { en, ru };
