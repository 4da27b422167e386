'use client';

import { createContext, useContext } from 'react';

const Closed = createContext<string | null>(null);

/** Tells what is below it that the shop is closed, in a text that says when it opens; null while it is open. */
export const ClosedProvider = Closed.Provider;

/** That the shop is closed, and when it opens; null while it is open. */
export const useClosed = (): string | null => useContext(Closed);
