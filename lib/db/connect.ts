import pg from 'pg';
import { type DatabaseAddress, parseDatabaseAddress } from '#lib/database-address';
import { log } from '#lib/log';

/** How long one of several servers may take, so that one that is gone does not hold up the others. */
const SERVER_TIMEOUT_MS = 3_000;

/** Which server of an address is tried next: the one that worked last, until it fails. */
interface Choice {
  address: DatabaseAddress;
  server(): string;
  /** `server` failed; unless another connection has found that already, the next one is tried from now on. */
  failed(server: string): void;
}

function choose(url: string): Choice {
  const address = parseDatabaseAddress(url);
  let index = 0;
  const server = () => address.servers[index] ?? address.servers[0];
  return {
    address,
    server,
    failed(tried) {
      if (tried === server()) index = (index + 1) % address.servers.length;
    },
  };
}

/** A connection to one server of an address, which refuses a standby where a primary is needed. */
class Connection extends pg.Client {
  readonly #choice: Choice;
  readonly #server: string;

  constructor(choice: Choice, config: pg.ClientConfig = {}) {
    const server = choice.server();
    const oneOfSeveral = choice.address.servers.length > 1 ? { connectionTimeoutMillis: SERVER_TIMEOUT_MS } : {};
    super({ ...config, ...oneOfSeveral, connectionString: server });
    this.#choice = choice;
    this.#server = server;
  }

  override connect(): Promise<this>;
  override connect(callback: ((error: Error) => void) | ((error: null, client: pg.ClientBase) => void)): void;
  override connect(callback?: (error: never, client: this) => void): Promise<this> | undefined {
    const connected = this.#connect();
    if (!callback) return connected;
    const settle = callback as (error: Error | null, client?: this) => void; // pg's type has one function for each case
    connected.then(() => settle(null, this), settle);
    return undefined;
  }

  async #connect(): Promise<this> {
    const unheard = () => {}; // whatever ends the connection here also fails what is awaited
    this.on('error', unheard);
    try {
      await super.connect();
      if (this.#choice.address.needsPrimary) await this.#refuseStandby();
      return this;
    } catch (error) {
      this.#choice.failed(this.#server);
      await super.end().catch(unheard);
      throw error;
    } finally {
      this.off('error', unheard);
    }
  }

  async #refuseStandby(): Promise<void> {
    const { rows } = await this.query<{ transaction_read_only: string }>('SHOW transaction_read_only');
    if (rows[0]?.transaction_read_only === 'off') return;
    const { host, port } = this;
    throw Object.assign(new Error(`the server ${host}:${port} is a standby`), { code: READ_ONLY });
  }
}

/** SQLSTATE of a statement that a standby, or a primary that became one, refused. */
export const READ_ONLY = '25006';

type Release = pg.PoolClient['release'];

/** A pool that tries every server of its address before it fails. */
class Pool extends pg.Pool {
  readonly #choice: Choice;

  constructor(url: string, config: pg.PoolConfig) {
    const choice = choose(url);
    // pg-pool makes a connection with `new options.Client(options)`.
    const Client = class extends Connection {
      constructor(options?: pg.ClientConfig) {
        super(choice, options);
      }
    };
    super({ ...config, Client });
    this.#choice = choice;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: Release) => void,
  ): void;
  override connect(
    callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: Release) => void,
  ): Promise<pg.PoolClient> | undefined {
    const connected = this.#connect(this.#choice.address.servers.length - 1);
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  async #connect(otherServers: number): Promise<pg.PoolClient> {
    const tried = this.#choice.server();
    try {
      return await super.connect();
    } catch (error) {
      // The same server again means that the pool itself refused: it is full, or it is closed.
      if (otherServers === 0 || this.#choice.server() === tried) throw error;
      return this.#connect(otherServers - 1);
    }
  }
}

/** Opens a pool of connections to the primary at `url`. A connection that the server closed is replaced. */
export function openPoolAt(url: string, config: pg.PoolConfig): pg.Pool {
  const pool = new Pool(url, config);
  // An idle connection that the server closed must not end the process; the next query opens another.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  return pool;
}

/** Opens a single connection to the primary at `url`; throws what the last of its servers answered. */
export async function connect(url: string, config: pg.ClientConfig = {}): Promise<pg.Client> {
  const choice = choose(url);
  for (let others = choice.address.servers.length - 1; ; others--) {
    try {
      return await new Connection(choice, config).connect();
    } catch (error) {
      if (others === 0) throw error;
    }
  }
}
