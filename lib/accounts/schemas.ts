import { z } from 'zod';
import { ADDRESS_MAX, EMAIL_MAX, locale, NAME_MAX, PHONE_MAX } from '#lib/messages/shapes';
import { isGuessable } from './guessable.ts';

// What people and clients send about accounts: one schema for the HTTP API, the server actions and the forms.

/** Free text that a person types: trimmed, without control characters and lone surrogates, which the database cannot store. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      error: 'must not contain control characters',
    });

// Signs that change the direction of what follows, or cannot be seen. The joiners U+200C and U+200D belong to Persian and Indic names.
const HIDDEN = /[\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;
/** What programs for mail make a link of. The domains are the common ones: `Dr.Who` and `Müller & Co.KG` are names. */
const DOMAINS =
  'com net org info biz io co app dev shop store online site xyz top club tv ru su рф by ua eu uk us in cn';
const LINK = new RegExp(
  String.raw`://|\bmailto:|\bwww\.|[\p{L}\p{N}]\.(?:${DOMAINS.replaceAll(' ', '|')})(?![\p{L}\p{N}])`,
  'iu',
);

/** The name of a person. It stands in mails, so it must carry nobody to another place. */
const personName = text(NAME_MAX)
  .refine((value) => !HIDDEN.test(value), { error: 'must not contain invisible characters' })
  .refine((value) => !LINK.test(value.normalize('NFKC')), { error: 'must not contain a web address' });

/** An e-mail address, in lower case from here on. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: 'must be an e-mail address' }).max(EMAIL_MAX))
  // A pipe is described by what goes in, which is any text here.
  .meta({ format: 'email', maxLength: EMAIL_MAX });

/** What is wrong with a guessable password. */
export const GUESSABLE = 'must not be easy to guess: no common password, no pattern, and not what is known of you';

/** A password that somebody chooses. Whether it is made of what is known of them, only the server can tell: see passwords.ts. */
export const newPassword = z
  .string()
  .min(12)
  .max(128)
  .refine((value) => value.isWellFormed(), { error: 'must be well-formed Unicode', abort: true })
  .refine((value) => !isGuessable(value), { error: GUESSABLE })
  .meta({ format: 'password', description: 'No common password, no pattern, and not what is known of its owner' });

export const registration = z.object({
  email: emailAddress,
  password: newPassword,
  name: personName,
  phone: text(PHONE_MAX).optional(),
  address: text(ADDRESS_MAX).optional(),
  locale: locale.optional(),
  invitation: z
    .string()
    .max(100)
    .optional()
    .describe('The secret at the end of the link of an invitation: needed where people register by invitation'),
});

export const credentialsBody = z.object({
  email: emailAddress,
  password: z.string().min(1).max(128).meta({ format: 'password' }),
});

/** The address to which a password-reset link is to be sent. */
export const forgottenBody = z.object({ email: emailAddress });

/** What people say about themselves; an optional field that is left out is an empty string. */
export const profileBody = z.object({
  name: personName,
  phone: z.literal('').or(text(PHONE_MAX)),
  address: z.literal('').or(text(ADDRESS_MAX)),
});

/** The name that an owner gives an API token. */
export const tokenName = text(60);

export type Registration = z.infer<typeof registration>;
