import { useTranslations } from 'next-intl';
import { Lanes } from './lanes.tsx';
import { laneMiddle, layoutOf, type TraceItem } from './layout.ts';
import { Lines, ROW_HEIGHT } from './lines.tsx';
import { AnswerLine, MessageLine } from './rows.tsx';

interface SequenceDiagramProps {
  /** The messages and call-backs of one request, in the order they were recorded. */
  items: TraceItem[];
}

/**
 * The sequence diagram of one request: a lane for each participant, an arrow for each message. It is a list, drawn as a
 * diagram where the screen is wide enough; an arrow under the pointer, with the focus, or opened shows its body. Needs
 * the texts of `trace`.
 */
export function SequenceDiagram({ items }: SequenceDiagramProps) {
  const t = useTranslations('trace');
  const layout = layoutOf(items);
  const { lanes, rows } = layout;
  return (
    <div className="@container print:hidden">
      <div className="relative @4xl:min-[30rem]:pr-80 min-[30rem]:pb-48 @4xl:min-[30rem]:pb-4">
        <Lanes lanes={lanes} />
        {/* Lines and rows share one grid cell; bodies are placed relative to the whole diagram. */}
        <div className="grid">
          <ol aria-label={t('label')} className="col-start-1 row-start-1 max-[30rem]:grid max-[30rem]:gap-2">
            {rows.map((row) =>
              row.kind === 'answer' ? (
                <AnswerLine key="answer" middle={laneMiddle(0, lanes.length)} />
              ) : (
                <MessageLine key={row.item.id} row={row} lanes={lanes.length} group={items[0]?.id ?? ''} />
              ),
            )}
          </ol>
          <svg
            aria-hidden
            className="pointer-events-none z-10 col-start-1 row-start-1 hidden w-[calc(100%-4rem)] justify-self-end overflow-visible min-[30rem]:block"
            height={`${rows.length * ROW_HEIGHT}rem`}
          >
            <Lines layout={layout} />
          </svg>
        </div>
        <p
          aria-hidden
          className="absolute inset-x-0 bottom-0 hidden h-44 border-t border-rule pt-3 text-note text-quiet min-[30rem]:block @4xl:top-0 @4xl:left-auto @4xl:h-auto @4xl:w-72 @4xl:border-t-0 @4xl:border-l @4xl:pt-0 @4xl:pl-5"
        >
          {t('hint')}
        </p>
      </div>
    </div>
  );
}

/** When each row of the diagram came, in milliseconds. The answer to the browser comes with the row before it. */
export function momentsOf(items: TraceItem[]): number[] {
  const moments: number[] = [];
  for (const row of layoutOf(items).rows) moments.push(row.kind === 'answer' ? (moments.at(-1) ?? 0) : row.after);
  return moments;
}
