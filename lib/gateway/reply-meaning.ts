import { callBack } from '#lib/broker/call-back';
import { callBackRecord } from '#lib/broker/handlers';
import { type LoggedMessage, record } from '#lib/broker/message-log';
import { transact } from '#lib/db/transact';
import type { BodyOf, FetchedBy, Messages, NameOf } from '#lib/messages/define';

/** What each reply means: a pure function of its body, and of the answer to the call-back that the message table declares for it. */
type Meanings<M extends Messages, Name extends NameOf<M>, Outcome> = {
  [N in Name]: (reply: { body: BodyOf<M, N> } & FetchedBy<M, 'gateway', N>) => Outcome;
};

/**
 * Makes the function that turns a reply into its outcome. A reply always gives the same outcome, so a repeated request is answered from it too.
 * That function throws `CallBackFailed` if the data behind the reply cannot be fetched.
 */
export function meaningOf<M extends Messages, Name extends NameOf<M>, Outcome>(
  messages: M,
  meanings: Meanings<M, Name, NoInfer<Outcome>>,
): (reply: LoggedMessage) => Promise<Outcome> {
  return async (reply) => {
    const definition = messages.table[reply.name];
    // Only the running code knows the reply's name; the compiler has checked each function against its own message already.
    const meaning = meanings[reply.name as Name] as
      | ((reply: { body: object; fetched?: unknown }) => Outcome)
      | undefined;
    if (!definition || !meaning) throw new Error(`${reply.name} is not a reply to this request`);
    const body = definition.body.parse(reply.body);
    const call = definition.consumers.gateway?.calls;
    if (!call) return meaning({ body });
    const fetched = await callBack('gateway', call, reply.subject);
    await transact((tx) => record(tx, [callBackRecord(messages.style, 'gateway', call, reply)]));
    return meaning({ body, fetched });
  };
}
