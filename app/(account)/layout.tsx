/** Register and sign in: one narrow column. */
export default function AccountLayout({ children }: { children: React.ReactNode }) {
  return <div className="mx-auto grid w-full max-w-md gap-5 lg:pt-8">{children}</div>;
}
