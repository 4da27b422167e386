import { runShop } from './remote.ts';
import * as shop from './shop.ts';

// The program that `remote.ts` starts in the tree that is measured.
runShop(shop);
