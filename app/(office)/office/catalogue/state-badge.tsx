import { getTranslations } from 'next-intl/server';
import { Badge, type Tone } from '#components/ui/badge';
import type { ProductState } from './product-state.ts';

const tones: Record<ProductState, Tone> = { available: 'good', 'sold-out': 'bad', off: 'quiet', archived: 'quiet' };

/** The state of a product in a word. */
export async function StateBadge({ state }: { state: ProductState }) {
  const t = await getTranslations('catalogue.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
