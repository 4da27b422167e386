import { projectRoot } from '#scripts/launcher/project-root';
import type { Figures, Row } from './figures.ts';
import { type Measure, measures } from './measures.ts';
import { measureInPairs, type Opening, ratios, refuseFaults, type Size, withShop } from './run.ts';

/** What takes a shop of its own and minutes, so that only the full mode does it. */
export interface Scenario {
  name: string;
  measure(size: Size, say: (doing: string) => void): Promise<Row[]>;
}

/** The shop that everything else is measured at. */
export const ORDINARY: Opening = { processes: 1, customers: 10_000, tokens: 1_000, orders: 0 };

const named = (pattern: RegExp): Measure[] => measures.filter(({ name }) => pattern.test(name));

/** Measures another shop beside an ordinary one. */
const besideOrdinary = (name: string, to: string, other: Partial<Opening>, chosen: Measure[]): Scenario => ({
  name,
  measure: (size, say) => {
    say(`opening a shop with ${name}`);
    return withShop(projectRoot, ORDINARY, (ordinary) =>
      withShop(projectRoot, { ...ORDINARY, ...other }, async (changed) => {
        const { before, after } = await measureInPairs(ordinary, changed, chosen, size, say);
        return after.map((row, index) => ({
          name: `${row.name}, ${name}`,
          windows: row.windows,
          ratio: { to, values: ratios(row.windows, before[index]?.windows ?? []) },
        }));
      }),
    );
  },
});

const MINUTES = 10;
const WINDOWS_OF_A_MINUTE = 3;

const sustained: Scenario = {
  name: 'minutes at full load',
  async measure(_, say) {
    const [atFullLoad] = named(/^HTTP, event-collaboration, 64$/);
    if (!atFullLoad) throw new Error('there is no full load');
    const windows: Figures[] = [];
    await withShop(projectRoot, ORDINARY, async (bench) => {
      for (let minute = 1; minute <= MINUTES; minute++) {
        for (let window = 0; window < WINDOWS_OF_A_MINUTE; window++) {
          say(`minute ${minute} of ${MINUTES} at full load`);
          windows.push(await atFullLoad.window(bench, 60 / WINDOWS_OF_A_MINUTE));
        }
      }
      await refuseFaults(bench);
    });
    const ofMinute = (minute: number) =>
      windows.slice((minute - 1) * WINDOWS_OF_A_MINUTE, minute * WINDOWS_OF_A_MINUTE);
    const first = ofMinute(1);
    return Array.from({ length: MINUTES }, (_, index) => ({
      name: `${atFullLoad.name}, minute ${index + 1}`,
      windows: ofMinute(index + 1),
      ratio: { to: 'minute 1', values: ratios(ofMinute(index + 1), first) },
    }));
  },
};

/** Everything that the full mode measures besides. */
export const scenarios: Scenario[] = [
  sustained,
  besideOrdinary(
    '1 000 000 stored orders',
    'empty',
    { customers: 100_000, orders: 1_000_000 },
    named(/^(HTTP|engine), .*, 64$|^own |^office |^floor, 64$/),
  ),
  besideOrdinary('two web and two worker processes', 'one', { processes: 2 }, named(/^HTTP, .*, (64|256)$/)),
];
