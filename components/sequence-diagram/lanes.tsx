import { BellRing, Landmark, ReceiptText, UserRound, Waypoints } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Participant } from './layout.ts';

const glyphs = {
  gateway: Waypoints,
  user: UserRound,
  billing: Landmark,
  order: ReceiptText,
  notification: BellRing,
} satisfies Record<Participant, unknown>;

/** The headings of the lanes. Hidden from screen readers, because every message names its participants. */
export function Lanes({ lanes }: { lanes: Participant[] }) {
  const t = useTranslations('trace');
  return (
    <div aria-hidden className="ml-16 hidden pb-2 text-note font-medium min-[30rem]:flex">
      {lanes.map((lane) => {
        const Glyph = glyphs[lane];
        return (
          // In narrow lanes every other name is raised, so that names do not overlap.
          <span key={lane} className="grid flex-1 basis-0 content-end justify-items-center gap-1 @max-md:even:pb-5">
            <Glyph size={18} strokeWidth={1.5} className="text-quiet" />
            <span className="-mx-8 whitespace-nowrap @max-md:text-[0.6875rem]">{t(`participant.${lane}`)}</span>
          </span>
        );
      })}
    </div>
  );
}
