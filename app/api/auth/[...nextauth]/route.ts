import { NextRequest } from 'next/server';
import { handlers } from '#lib/auth/auth';
import { readBytes } from '#lib/http/body';
import { methodNotAllowed } from '#lib/http/method-not-allowed';
import { Problem } from '#lib/http/problem';

export const { GET } = handlers;

/** next-auth reads a body of any size, so the size is limited before it gets one. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const { url, method, headers } = request;
    return await handlers.POST(new NextRequest(url, { method, headers, body: await readBytes(request) }));
  } catch (error) {
    if (error instanceof Problem) return Response.json(error.answer.body, { status: error.answer.status });
    throw error;
  }
}

const refuse = methodNotAllowed('GET, HEAD, POST');

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
