import { zodResolver } from '@hookform/resolvers/zod';
import { config } from 'zod';

// Must run before any schema is created: zod would probe for `eval`, and the browser would report a policy violation.
config({ jitless: true });

export { zodResolver };
