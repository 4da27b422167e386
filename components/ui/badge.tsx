import clsx from 'clsx';

export type Tone = 'good' | 'bad' | 'quiet';

const tones: Record<Tone, { text: string; shape: string }> = {
  good: { text: 'text-good', shape: '●' },
  bad: { text: 'text-bad', shape: '▲' },
  quiet: { text: 'text-quiet', shape: '○' },
};

/** A short word about a state, with a shape of its own, because colour never speaks alone. */
export function Badge({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  const { text, shape } = tones[tone];
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap text-note font-medium', text)}>
      <span aria-hidden className="text-[0.6rem]">
        {shape}
      </span>
      {children}
    </span>
  );
}
