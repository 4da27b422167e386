import clsx from 'clsx';

const Bar = ({ className }: { className: string }) => <div className={clsx('rounded-control bg-rule', className)} />;

const times = (count: number, part: (index: number) => React.ReactNode) =>
  Array.from({ length: count }, (_, index) => part(index));

const Rows = ({ count = 6 }: { count?: number }) => (
  <div className="max-w-3xl border-t border-rule">
    {times(count, (index) => (
      <div key={index} className="flex items-center justify-between gap-4 border-b border-rule py-4">
        <div className="grid flex-1 gap-2">
          <Bar className="h-4 w-1/2" />
          <Bar className="h-3 w-1/4" />
        </div>
        <Bar className="h-4 w-16" />
      </div>
    ))}
  </div>
);

const Cards = () => (
  <div className="grid gap-4 md:grid-cols-2">
    {times(2, (index) => (
      <div key={index} className="grid gap-4 rounded-sheet border border-rule bg-sheet p-4 lg:p-6">
        <Bar className="h-5 w-1/3" />
        <Bar className="h-11" />
        <Bar className="h-11 w-1/2" />
      </div>
    ))}
  </div>
);

const Tiles = () => (
  <div className="grid gap-3 sm:grid-cols-3 lg:mr-[21rem]">
    {times(6, (index) => (
      <div key={index} className="flex items-center gap-3 rounded-sheet border border-rule bg-sheet p-2 sm:grid sm:p-3">
        <Bar className="size-16 sm:h-28 sm:w-full" />
        <Bar className="h-4 w-1/2" />
      </div>
    ))}
  </div>
);

/** The skeleton of each page by its path; the first match counts. */
const shapes: [path: RegExp, shape: React.ReactNode][] = [
  [/^\/$/, <Tiles key="shop" />],
  [/^\/orders\/./, <Cards key="order" />],
  [
    /^\/wallet$/,
    <div key="wallet" className="grid gap-8">
      <Cards />
      <Rows count={4} />
    </div>,
  ],
  [/^\/(settings|inbox\/preferences|sign-in|register)/, <Cards key="forms" />],
  [/^/, <Rows key="list" />],
];

/** Covers the page with the outlines of the one loading at `path`, after a short delay. */
export function Skeleton({ path }: { path: string }) {
  return (
    <div aria-hidden data-skeleton className="absolute -inset-x-4 inset-y-0 bg-paper px-4 animate-wait">
      <div className="sticky top-20 grid gap-6 lg:top-8">
        <Bar className="h-8 w-48" />
        {shapes.find(([pattern]) => pattern.test(path))?.[1]}
      </div>
    </div>
  );
}
