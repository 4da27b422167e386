import { useTranslations } from 'next-intl';
import type { TraceItem } from './layout.ts';

/** The body of a message. On a wide screen it appears in a fixed place beside or below the diagram. */
export function MessageBody({ item, isCallBack, way }: { item: TraceItem; isCallBack: boolean; way: string }) {
  const t = useTranslations('trace');
  return (
    <div className="min-[30rem]:absolute min-[30rem]:inset-x-0 min-[30rem]:bottom-0 min-[30rem]:z-30 min-[30rem]:flex min-[30rem]:h-44 min-[30rem]:flex-col min-[30rem]:border-t min-[30rem]:border-accent min-[30rem]:bg-paper min-[30rem]:pt-3 @4xl:min-[30rem]:top-0 @4xl:min-[30rem]:left-auto @4xl:min-[30rem]:h-auto @4xl:min-[30rem]:w-72 @4xl:min-[30rem]:border-t-0 @4xl:min-[30rem]:border-l @4xl:min-[30rem]:pt-0 @4xl:min-[30rem]:pl-5 max-[30rem]:border-l-2 max-[30rem]:border-rule max-[30rem]:pl-3">
      <p className="figures hidden font-medium wrap-anywhere min-[30rem]:block">{item.name}</p>
      <p className="hidden text-note text-quiet min-[30rem]:block">{way}</p>
      {isCallBack ? (
        <p className="mt-2 text-note">{t('callBackBody')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, too.
        <pre tabIndex={0} className="figures mt-2 min-h-0 overflow-auto text-note wrap-anywhere whitespace-pre-wrap">
          {JSON.stringify(item.body, null, 2)}
        </pre>
      )}
    </div>
  );
}
