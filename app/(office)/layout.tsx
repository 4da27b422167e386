import LiveLayout from '../(live)/layout.tsx';
import { OfficeFrame } from './_office/office-frame.tsx';

/** The screens of the office, which refresh themselves like the pages of the shop. */
export default function OfficeLayout({ children }: { children: React.ReactNode }) {
  return (
    <LiveLayout>
      <OfficeFrame>{children}</OfficeFrame>
    </LiveLayout>
  );
}
