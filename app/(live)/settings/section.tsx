import { Card } from '#components/ui/card';

interface SectionProps {
  id: string;
  title: string;
  /** An introductory sentence. */
  lead?: string;
  children: React.ReactNode;
}

/** A titled card of the settings. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <Card aria-labelledby={id} className="grid gap-4">
      <div className="grid gap-1">
        <h2 id={id} className="text-title font-strong">
          {title}
        </h2>
        {lead && <p className="max-w-[68ch] text-quiet">{lead}</p>}
      </div>
      {children}
    </Card>
  );
}
