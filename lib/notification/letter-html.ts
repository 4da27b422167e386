import { accentOf } from '#lib/brand/accent';
import type { ShopIdentity } from '#lib/shop/identity';
import { escaped, onSheet } from './html.ts';

/** A mail in HTML that is made from its text alone: paragraphs on a sheet of paper. A link that has a name becomes a button. */
export function letterHtml(
  { subject, text }: { subject: string; text: string },
  shop: Pick<ShopIdentity, 'accent'>,
): string {
  const paragraphs = text.split('\n\n').map((paragraph) => paragraphHtml(paragraph, shop));
  return onSheet(paragraphs.join('\n'), { title: subject });
}

function paragraphHtml(paragraph: string, shop: Pick<ShopIdentity, 'accent'>): string {
  const [, name, link] = /^(?:(.+):\n)?(https?:\/\/\S+)$/.exec(paragraph) ?? [];
  if (!link) return `<p style="margin:0 0 16px">${escaped(paragraph).replaceAll('\n', '<br>')}</p>`;
  const { accent, onAccent } = accentOf(shop.accent).light;
  if (!name) return `<p style="margin:0 0 16px">${anchor(link, link, `color:${accent};word-break:break-all`)}</p>`;
  const button = `display:inline-block;padding:12px 20px;border-radius:10px;background:${accent};color:${onAccent};font-weight:600;text-decoration:none`;
  return `<p style="margin:24px 0">${anchor(link, name, button)}</p>`;
}

const anchor = (link: string, text: string, style: string): string =>
  `<a href="${escaped(link)}" target="_blank" style="${style}">${escaped(text)}</a>`;
