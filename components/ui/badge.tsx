import clsx from 'clsx';
import { Shape } from './shape.tsx';

export type Tone = 'good' | 'bad' | 'quiet';

const tones = {
  good: { text: 'text-good', shape: 'disc' },
  bad: { text: 'text-bad', shape: 'triangle' },
  quiet: { text: 'text-quiet', shape: 'ring' },
} as const satisfies Record<Tone, object>;

/** A state in a word, with a shape of its own, because colour alone must not carry meaning. */
export function Badge({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  const { text, shape } = tones[tone];
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap text-note font-medium', text)}>
      <Shape kind={shape} />
      {children}
    </span>
  );
}
