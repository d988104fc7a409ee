// The types of server.mjs, for the browser tests.
export interface SiteServer {
  readonly url: string;
  close(): Promise<void>;
}
export declare function serveSite(options: {
  readonly root: string;
  readonly port?: number;
  readonly mount?: string;
  readonly headers?: Readonly<Record<string, string>>;
}): Promise<SiteServer>;
