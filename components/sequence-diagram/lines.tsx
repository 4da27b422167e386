import { type DiagramLayout, laneMiddle, type MessageRow } from './layout.ts';

/** The height of every row in rem. Fixed, because lines and names are drawn separately. */
export const ROW_HEIGHT = 3.5;

const lineOf = (row: number): number => row * ROW_HEIGHT + 2.375;
const rem = (length: number): string => `${length}rem`;

/** Lifelines and arrows. Horizontal positions are percentages, so that the diagram fits any width. */
export function Lines({ layout: { lanes, rows, answerRow } }: { layout: DiagramLayout }) {
  const x = (lane: number) => `${laneMiddle(lane, lanes.length)}%`;
  const bottom = rem(rows.length * ROW_HEIGHT);
  return (
    <>
      {lanes.map((lane, index) => (
        <line key={lane} x1={x(index)} x2={x(index)} y1={0} y2={bottom} className="stroke-edge" strokeWidth={1} />
      ))}
      {/* This bar spans the browser's wait. */}
      <line
        x1={x(0)}
        x2={x(0)}
        y1={rem(lineOf(0))}
        y2={answerRow === null ? bottom : rem(lineOf(answerRow) - 0.75)}
        className="stroke-accent"
        strokeWidth={5}
      />
      {rows.map((row, index) => {
        if (row.kind === 'answer') return <AnswerArrow key="answer" x={x(0)} y={lineOf(index) - 0.75} />;
        return row.kind === 'message' ? (
          <MessageArrow key={row.item.id} row={row} x={x} y={lineOf(index)} />
        ) : (
          <CallBackArrow key={row.item.id} row={row} x={x} y={lineOf(index)} />
        );
      })}
    </>
  );
}

interface ArrowProps {
  row: MessageRow;
  x: (lane: number) => string;
  /** In rem. */
  y: number;
}

function MessageArrow({ row: { from, to }, x, y }: ArrowProps) {
  if (to.length === 0)
    return <circle cx={x(from)} cy={rem(y)} r={5} className="fill-paper stroke-ink" strokeWidth={1.25} />;
  return (
    <>
      {to.map((lane) => (
        <g key={lane}>
          <line x1={x(from)} x2={x(lane)} y1={rem(y)} y2={rem(y)} className="stroke-ink" strokeWidth={1.25} />
          <Head x={x(lane)} y={y} isLeftward={lane < from} className="fill-ink" />
        </g>
      ))}
      <circle cx={x(from)} cy={rem(y)} r={3} className="fill-ink" />
    </>
  );
}

/** The request, and below it the response. */
function CallBackArrow({ row: { from, to }, x, y }: ArrowProps) {
  return to.map((lane) => (
    <g key={lane} className="stroke-ink" strokeWidth={1.25} strokeDasharray="4 4">
      <line x1={x(from)} x2={x(lane)} y1={rem(y - 0.25)} y2={rem(y - 0.25)} />
      <line x1={x(lane)} x2={x(from)} y1={rem(y + 0.375)} y2={rem(y + 0.375)} className="stroke-quiet" />
      <Head x={x(lane)} y={y - 0.25} isLeftward={lane < from} className="fill-none" isOpen />
      <Head x={x(from)} y={y + 0.375} isLeftward={lane > from} className="fill-none stroke-quiet" isOpen />
    </g>
  ));
}

/** From the gateway to the left edge, where the browser is. */
function AnswerArrow({ x, y }: { x: string; y: number }) {
  return (
    <>
      <line x1={x} x2={0} y1={rem(y)} y2={rem(y)} className="stroke-accent" strokeWidth={2} />
      <Head x="0" y={y} isLeftward className="fill-accent" />
    </>
  );
}

interface HeadProps {
  x: string;
  y: number;
  isLeftward: boolean;
  isOpen?: boolean;
  className: string;
}

function Head({ x, y, isLeftward, isOpen = false, className }: HeadProps) {
  const back = isLeftward ? 8 : -8;
  return (
    <svg aria-hidden x={x} y={rem(y)} className="overflow-visible">
      <path
        d={isOpen ? `M ${back} -4 L 0 0 L ${back} 4` : `M 0 0 L ${back} -4 L ${back} 4 Z`}
        strokeDasharray="none"
        className={className}
      />
    </svg>
  );
}
