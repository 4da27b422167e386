import { zodResolver } from '@hookform/resolvers/zod';
import { config } from 'zod';

// Before any schema is made: zod would try whether it may compile code, and the browser report a breach of the page's policy.
config({ jitless: true });

export { zodResolver };
