import { type APIRequestContext, type Page, request } from '@playwright/test';

/** How the next form that a page sends fails: the server is not reached, its answer is lost after it did what was asked, or it has a fault. */
export type Fault = 'no connection' | 'lost answer' | 'status 500';

/** Lets the next form of a page fail, and nothing after it. */
export async function failNextForm(page: Page, fault: Fault): Promise<void> {
  let isOver = false;
  await page.route('**', async (route) => {
    const sent = route.request();
    if (isOver || sent.method() !== 'POST') return route.fallback();
    isOver = true;
    if (fault === 'status 500') return route.fulfill({ status: 500, contentType: 'text/html', body: 'Fault' });
    if (fault === 'lost answer') {
      // Sent by itself: the browser must not get the cookies of an answer that it never saw.
      const elsewhere: APIRequestContext = await request.newContext();
      const data = sent.postDataBuffer() ?? '';
      await elsewhere.fetch(sent.url(), { method: 'POST', headers: await sent.allHeaders(), data, maxRedirects: 0 });
      await elsewhere.dispose();
    }
    return route.abort('connectionreset');
  });
}
