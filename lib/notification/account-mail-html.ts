import { escaped } from './compose.ts';

/** A mail about an account in HTML: its paragraphs on a sheet of paper, its link as a button. */
export function accountMailHtml({ subject, text }: { subject: string; text: string }): string {
  const paragraphs = text
    .split('\n\n')
    .map((paragraph) =>
      /^https?:\/\/\S+$/.test(paragraph)
        ? `<p style="margin:24px 0"><a href="${escaped(paragraph)}" style="color:#0b5c3b;font-weight:600;word-break:break-all">${escaped(paragraph)}</a></p>`
        : `<p style="margin:0 0 16px">${escaped(paragraph)}</p>`,
    );
  return `<!doctype html><html><head><title>${escaped(subject)}</title></head><body style="margin:0;padding:24px;background:#faf9f6;color:#22211d;font-family:sans-serif;font-size:16px;line-height:1.5">
<table role="presentation" align="center" width="420" style="max-width:100%;background:#fff;border:1px solid #e4e1da"><tr><td style="padding:24px">
${paragraphs.join('\n')}
</td></tr></table></body></html>`;
}
