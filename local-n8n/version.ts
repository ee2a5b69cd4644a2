/** The n8n version for the demo and end-to-end tests; `N8N_VERSION` overrides it. */
export const n8nVersion = process.env.N8N_VERSION || '2.41.1';

/** The Node.js version to download if n8n doesn't accept this machine's version. */
export const nodeVersion = '24.21.0';
