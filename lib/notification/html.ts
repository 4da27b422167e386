interface Page {
  /** What stands in the head of the document, and its attributes: language and title. */
  lang?: string;
  title?: string;
}

/** A whole mail: `content` on a sheet of paper, in tables and inline styles, which every mail program understands. */
export const onSheet = (content: string, { lang, title }: Page): string =>
  `<!doctype html><html${lang ? ` lang="${lang}"` : ''}>${title ? `<head><title>${escaped(title)}</title></head>` : ''}<body style="margin:0;padding:24px 12px;background:#faf9f6;color:#22211d;font-family:sans-serif;font-size:16px;line-height:1.5">
<table role="presentation" align="center" width="420" style="width:100%;max-width:420px;table-layout:fixed;word-wrap:break-word;background:#fff;border:1px solid #e4e1da"><tr><td style="padding:24px">
${content}
</td></tr></table></body></html>`;

/** Text as HTML, so that names cannot smuggle markup in. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
